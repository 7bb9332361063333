"""A municipality's dues system, played: it speaks the published contract over real HTTP.

It shares nothing with the portal but the contract's file: what it knows of people it has itself.
"""

from .service import DuesSystem

app = DuesSystem()
