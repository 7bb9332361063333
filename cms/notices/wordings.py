"""Which words a notice has: the municipality's own, or the built-in ones."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import translation

from . import template
from .models import Wording

if TYPE_CHECKING:
    from wagtail.models import Site

    from .kinds import Notice

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a notice in one language, with their `$name` places."""

    subject: str
    text: str


def built_in(notice: Notice, language: str) -> Words:
    """The words that came with the code."""
    with translation.override(language):
        return Words(str(notice.subject), str(notice.text))


def words_of(notice: Notice, site: Site, language: str) -> Words:
    """What a municipality says; one query.

    Own words which do not fit the notice any more (a newer version has other values) are left
    aside, so that the message still goes out.
    """
    own = Wording.objects.filter(site=site, kind=notice.kind, language=language).first()
    if own is None:
        return built_in(notice, language)
    try:
        for text in (own.subject, own.text):
            template.check(text, notice.allowed)
    except ValidationError:
        logger.error("notices: the words %s of site %s do not fit any more", own.kind, site.pk)
        return built_in(notice, language)
    return Words(own.subject, own.text)
