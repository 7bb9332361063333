"""In whose name a message is written, and in which language: asked of the project.

`RATUSZ_MUNICIPALITY_NAME` names a function (site) ▸ name, `RATUSZ_NOTICE_LANGUAGE` one (user id,
site) ▸ language code or "". Without them a site's own name and first language are taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from cms.addonkit.languages import language_of

if TYPE_CHECKING:
    from wagtail.models import Site


def name_of(site: Site) -> str:
    """The municipality's name."""
    path = getattr(settings, "RATUSZ_MUNICIPALITY_NAME", "")
    name = str(import_string(path)(site)) if path else ""
    return name or site.site_name or site.hostname


def portal_of(site: Site) -> str:
    """The address of the municipality's portal, without a slash at the end.

    It stands in the Wagtail Site. No request's Host header is used: whoever sends the request
    chooses it.
    """
    return site.root_url


def language_for(user_id: Any, site: Site) -> str:
    """The language in which to write to somebody: their own, or the municipality's first."""
    path = getattr(settings, "RATUSZ_NOTICE_LANGUAGE", "")
    own = str(import_string(path)(user_id, site) or "") if path and user_id is not None else ""
    if own in dict(settings.LANGUAGES):
        return own
    return language_of(site.root_page.locale_id)
