"""Which languages a municipality's site has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from . import request_state

if TYPE_CHECKING:
    from wagtail.models import Site


class SiteLanguages:
    """The languages of a site: those in which its root page is live."""

    @staticmethod
    def of(site: Site) -> tuple[str, ...]:
        """Language codes, in the order of the settings; one query a request."""
        return request_state.remembered(("languages", site.pk), lambda: _read(site))


def language_of(locale_id: int) -> str:
    """The language code of a Wagtail locale; one query a request for all of them."""
    return request_state.remembered("locales", _locales).get(locale_id, settings.LANGUAGE_CODE)


def locale_id_of(language: str) -> int | None:
    """The Wagtail locale of a language code, or None where it has no pages."""
    codes = request_state.remembered("locales", _locales)
    return next((pk for pk, code in codes.items() if code == language), None)


def _locales() -> dict[int, str]:
    from wagtail.models import Locale  # noqa: PLC0415

    return dict(Locale.objects.values_list("pk", "language_code"))


def _read(site: Site) -> tuple[str, ...]:
    from wagtail.models import Page  # noqa: PLC0415

    roots = Page.objects.filter(
        translation_key=site.root_page.translation_key, live=True
    ).values_list("locale__language_code", flat=True)
    present = set(roots)
    return tuple(code for code, _name in settings.LANGUAGES if code in present)
