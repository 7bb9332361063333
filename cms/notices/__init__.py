"""What the portal tells people: by e-mail and in their inbox, in a municipality's own words."""
