"""What the list of messages shows, and which words an official may change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.addonkit.languages import SiteLanguages
from cms.audit.staff import sites_for
from cms.audit.staff.policy import site_ids_for
from cms.notices.kinds import Notice, notices
from cms.notices.models import Wording

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Site


@dataclass(frozen=True, slots=True)
class Language:
    """A language of a site, and whether the words in it are the municipality's own."""

    code: str
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A notice on a site."""

    notice: Notice
    languages: list[Language]

    @property
    def channels(self) -> list[Any]:
        """The ways it goes, for people."""
        return [channel.label for channel in self.notice.channels]


def may_change(user: Any) -> bool:
    """Whether there is a site whose words a user may change. No query after the first a request."""
    return bool(site_ids_for(user, Wording, ["change"]))


def administered(user: Any) -> QuerySet[Site]:
    """The sites whose words a user may change."""
    return sites_for(user, Wording, ["change"])


def languages_of(site: Site) -> tuple[str, ...]:
    """The languages in which a site's people are written to."""
    return SiteLanguages.of(site) or (settings.LANGUAGE_CODE,)


def sections(sites: Iterable[Site]) -> list[tuple[Site, list[Row]]]:
    """The notices of each site; two queries a site."""
    return [(site, _rows(site)) for site in sites]


def _rows(site: Site) -> list[Row]:
    own = set(Wording.objects.filter(site=site).values_list("kind", "language"))
    names = dict(settings.LANGUAGES)
    rows = [
        Row(
            notice,
            [
                Language(code, names.get(code, code), (notice.kind, code) in own)
                for code in languages_of(site)
            ],
        )
        for notice in notices()
    ]
    return sorted(rows, key=lambda row: (str(row.notice.topic.title), str(row.notice.title)))
