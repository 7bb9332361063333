"""The page types."""

from .base import SitePage
from .content import ContentPage
from .home import HomePage
from .portal import PortalPage

__all__ = ["ContentPage", "HomePage", "PortalPage", "SitePage"]
