"""The sources of this add-on. Vendors' words, XML and codes end in here."""

from .ledger_source import LedgerSource

__all__ = ["LedgerSource"]
