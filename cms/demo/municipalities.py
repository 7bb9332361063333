"""The two municipalities of the demo, and the Wagtail sites that serve them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site


@dataclass(frozen=True)
class Municipality:
    """A municipality of the demo. `key` is what apps find in `tree.municipality`."""

    key: str
    name: str
    hostname: str
    languages: tuple[str, ...]
    is_default: bool = False

    @property
    def address(self) -> str:
        """Where its portal is."""
        return f"http://{self.hostname}:{settings.DEMO_PORT}/"


# Cookies ignore ports, and server processes do not resolve *.localhost everywhere: so the second
# municipality has the other name of this machine.
MUNICIPALITIES = (
    Municipality("pulawy", "Gmina Puławy", "localhost", ("pl", "en", "uk"), is_default=True),
    Municipality("zalesie", "Gmina Zalesie Nadrzeczne", "127.0.0.1", ("pl", "uk")),
)


def ensure_locales() -> None:
    """The Wagtail locales of all languages of the settings."""
    present = set(Locale.objects.values_list("language_code", flat=True))
    for code, _name in settings.LANGUAGES:
        if code not in present:
            Locale.objects.create(language_code=code)


def ensure_site(municipality: Municipality, home: Callable[[], Any]) -> Site:
    """The Wagtail site of a municipality.

    Args:
        municipality: which one.
        home: makes or finds its home page; called once, and only its key is compared.

    Wagtail's own first site is taken over as long as it still shows Wagtail's welcome page.

    """
    site = (
        Site.objects.filter(hostname=municipality.hostname)
        .exclude(root_page__in=_welcome_pages())
        .first()
    )
    wanted = {
        "hostname": municipality.hostname,
        "port": settings.DEMO_PORT,
        "site_name": municipality.name,
        "is_default_site": municipality.is_default,
    }
    if site is None:
        site = _untouched_site() if municipality.is_default else None
        site = site or Site()
        site.root_page = home()
    changed = site.pk is None or any(getattr(site, key) != value for key, value in wanted.items())
    if changed:
        for key, value in wanted.items():
            setattr(site, key, value)
        site.full_clean()
        site.save()
    return site


def remove_welcome_page() -> bool:
    """Delete Wagtail's welcome page when nobody touched it and no site shows it.

    Returns:
        Whether it was there.

    """
    pages = _welcome_pages().filter(sites_rooted_here__isnull=True, numchild=0)
    page = pages.first()
    if page is None:
        return False
    page.delete()
    return True


def _welcome_pages() -> Any:
    """The page that Wagtail's first migration makes, never edited."""
    plain = ContentType.objects.get_for_model(Page)
    return Page.objects.filter(
        content_type=plain, depth=2, slug="home", latest_revision__isnull=True
    )


def _untouched_site() -> Site | None:
    site: Site | None = Site.objects.filter(root_page__in=_welcome_pages()).first()
    return site
