"""Which languages a municipality's site has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

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


class _Locales:
    """Wagtail's locales, which change about never: read once a process, and now and then again.

    A locale saved in another process is seen at once when it is new here (nobody knows its id), and
    after `SECONDS` when its code was changed.
    """

    SECONDS = 300

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._read_at = 0.0

    def codes(self) -> dict[int, str]:
        """Locale id ▸ language code."""
        if not self._codes or time.monotonic() - self._read_at > self.SECONDS:
            from wagtail.models import Locale  # noqa: PLC0415

            self._codes = dict(Locale.objects.values_list("pk", "language_code"))
            self._read_at = time.monotonic()
        return self._codes

    def forget(self, **kwargs: Any) -> None:
        """Read anew when next asked."""
        self._codes = {}


locales = _Locales()


def language_of(locale_id: int) -> str:
    """The language code of a Wagtail locale; usually no query."""
    if locale_id not in locales.codes():
        locales.forget()
    return locales.codes().get(locale_id, settings.LANGUAGE_CODE)


def locale_id_of(language: str) -> int | None:
    """The Wagtail locale of a language code, or None where it has no pages."""
    if language not in locales.codes().values():
        locales.forget()
    return next((pk for pk, code in locales.codes().items() if code == language), None)


def follow_locales() -> None:
    """Forget the locales when one is saved or deleted in this process."""
    from django.db.models.signals import post_delete, post_save  # noqa: PLC0415
    from wagtail.models import Locale  # noqa: PLC0415

    for signal in (post_save, post_delete):
        signal.connect(locales.forget, sender=Locale, dispatch_uid="ratusz.addonkit.locales")


def _read(site: Site) -> tuple[str, ...]:
    from wagtail.models import Page  # noqa: PLC0415

    roots = Page.objects.filter(
        translation_key=site.root_page.translation_key, live=True
    ).values_list("locale__language_code", flat=True)
    present = set(roots)
    return tuple(code for code, _name in settings.LANGUAGES if code in present)
