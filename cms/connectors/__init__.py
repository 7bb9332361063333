"""Outbound plumbing: everything the portal asks of other systems goes through here."""
