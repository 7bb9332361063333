"""The municipality of a request, for templates and for whoever writes in its name."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.addonkit.sites import site_of

from .models import Crest, Identity

# The header shows the crest 76 CSS pixels high; twice that is sharp on dense screens.
CREST_RENDITION = "max-160x160|format-webp"
COUNTRY_CODE = "+48"
_LOCAL_NUMBER_DIGITS = 9


class Municipality:
    """What a page says about its municipality; built from the site alone where nobody filled it in.

    Reading costs at most one query, and one more for an uploaded crest.
    """

    def __init__(self, site: Site | None) -> None:
        """Nothing is read before it is needed."""
        self._site = site

    @cached_property
    def _identity(self) -> Identity:
        # Not Identity.for_site(): it would write a row while a page is being read.
        found = Identity.base_queryset().filter(site=self._site).first() if self._site else None
        return found or Identity()

    @property
    def name(self) -> str:
        """`Gmina Puławy`; the site's name when the identity has none."""
        fallback = self._site.site_name if self._site else ""
        return self._identity.name or fallback or str(settings.WAGTAIL_SITE_NAME)

    @property
    def office_name(self) -> str:
        """`Urząd Gminy Puławy`; the municipality's name when the office has none of its own."""
        return self._identity.office_name or self.name

    @property
    def portal_name(self) -> str:
        """What stands under the name in the header, in the page's language."""
        return self._identity.portal_name or _("Residents' portal")

    @cached_property
    def crest_url(self) -> str:
        """The address of the crest's picture."""
        image = self._identity.crest_image
        if image is not None:
            return str(image.get_rendition(CREST_RENDITION).url)
        return static(f"theme/crests/{self._identity.crest or Crest.OAK_RIVER}.svg")

    @property
    def address_lines(self) -> list[str]:
        """Street, then postcode and town; empty lines are left out."""
        return [line for line in (self._identity.address_1, self._identity.address_2) if line]

    @property
    def phone(self) -> str:
        """The switchboard, as people read it."""
        return self._identity.phone

    @property
    def phone_url(self) -> str:
        """`tel:` address of the switchboard."""
        return tel(self.phone)

    @property
    def email(self) -> str:
        """The general e-mail address of the office."""
        return self._identity.email

    @property
    def tax_phone(self) -> str:
        """Whom to ask about amounts; the switchboard when the tax department has no number."""
        return self._identity.tax_office_phone or self.phone

    @property
    def tax_phone_url(self) -> str:
        """`tel:` address of the tax department."""
        return tel(self.tax_phone)

    @property
    def epuap_address(self) -> str:
        """The office's electronic mailbox at ePUAP."""
        return self._identity.epuap_address

    @property
    def bip_url(self) -> str:
        """The address of the Public Information Bulletin."""
        return self._identity.bip_url

    def __str__(self) -> str:
        return self.name


def municipality_of(request: HttpRequest) -> Municipality:
    """The municipality that a request's host belongs to; the same object for the whole request."""
    known: Municipality | None = getattr(request, "_ratusz_municipality", None)
    if known is None:
        known = Municipality(site_of(request))
        request._ratusz_municipality = known  # type: ignore[attr-defined]
    return known


def municipality_for(site: Site | None) -> Municipality:
    """The municipality of a Wagtail site, where there is no request: letters, tasks."""
    return Municipality(site)


def name_of_site(site: Site) -> str:
    """The municipality's name, for the messages that are written in it."""
    return Municipality(site).name


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `municipality`, read only by templates that name it."""
    return {"municipality": SimpleLazyObject(lambda: municipality_of(request))}


def tel(number: str) -> str:
    """The `tel:` address of a number as people write it: `81 555 01 00` ▸ `tel:+48815550100`."""
    digits = re.sub(r"[^\d+]", "", number)
    if not digits:
        return ""
    if len(digits) == _LOCAL_NUMBER_DIGITS and digits.isdigit():
        digits = COUNTRY_CODE + digits
    return f"tel:{digits}"
