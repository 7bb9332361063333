"""Addresses in the reader's language, as data.

Not in the catalogues: a translator must not move a page, and signing in must not depend on whether
catalogues were compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.utils.functional import lazy
from django.utils.translation import get_language

# The first segment of every address of an account.
ACCOUNT = {"pl": "konto", "en": "account", "uk": "oblikovyi-zapys"}


class UserIdConverter(StringConverter):
    """The user in a link that sets a new password; it ends where the first hyphen stands."""

    regex = "[0-9A-Za-z]+"


register_converter(UserIdConverter, "uid")


def account_path(segments: Mapping[str, str], view: Callable[..., Any], name: str) -> URLPattern:
    """An address below `konto/`, `account/` and so on.

    Args:
        segments: language code ▸ route in Django's syntax, ending in a slash. English stands in
            for a language without one.
        view: what answers there.
        name: its name for `reverse`; allauth's views know each other by their names.

    """
    return path(_translated(segments), view, name=name)


def _route(segments: Mapping[str, str]) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    code = language if language in segments and language in ACCOUNT else "en"
    return f"{ACCOUNT[code]}/{segments[code]}"


_translated = lazy(_route, str)
