"""One request of the matrix: what came back, in one word, and what it wrote."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.db import connection, transaction
from wagtail.contrib.settings.registry import registry
from wagtail.models import Site

from .visitors import Browser

# What an answer may be called. Anything else is a finding.
OK = "ok"
SIGN_IN = "sign in"
SECOND_FACTOR = "second factor"
REFUSED = "refused"  # 403, or the admin's way of saying it: back to its first page
TEASER = "teaser"  # the page, with how to get in where the block would be
MISSING = "404"
METHOD = "405"
INVALID = "400"
MOVED = "moved"  # a redirect to somewhere else: something was done, or the address is another
ERROR = "error"
WROTE = "wrote"  # it said no, and did something all the same

_BY_STATUS = {400: INVALID, 403: REFUSED, 404: MISSING, 405: METHOD}
_BY_TARGET = {
    "/konto/zaloguj/": SIGN_IN,
    "/konto/aplikacja/wlacz/": SECOND_FACTOR,
    "/admin/": REFUSED,
}
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# Sessions, limits and the preferences of staff are kept whatever is asked.
_OF_EVERY_REQUEST = {"django_session", "ratusz_cache", "wagtailusers_userprofile"}
_NO = {SIGN_IN, SECOND_FACTOR, REFUSED, MISSING, METHOD, INVALID}


@dataclass(frozen=True)
class Seen:
    """An answer."""

    outcome: str
    status: int
    written: frozenset[str]
    body: str
    location: str = ""


def ask(browser: Browser, method: str, path: str, data: dict | None = None) -> Seen:
    """Ask, note what was written, and undo it."""
    with _undone(), _writes() as written:
        answer = browser.ask(method, path, data)
        chunks = answer.streaming_content if answer.streaming else [answer.content]
        body = b"".join(chunks).decode("utf-8", "replace")
    seen = frozenset(written - _OF_EVERY_REQUEST - _settings_tables())
    location = answer.headers.get("Location", "")
    outcome = _word(answer, location)
    if seen and outcome in _NO:
        # A redirect may lead to the same place after something was done.
        outcome = MOVED if location else WROTE
    return Seen(outcome, answer.status_code, seen, body, location)


def _word(answer, location: str) -> str:
    status = answer.status_code
    if 200 <= status < 300:
        shown = [template.name or "" for template in answer.templates]
        return TEASER if any(name.startswith("addonkit/teaser") for name in shown) else OK
    if 300 <= status < 400:
        return _BY_TARGET.get(urlsplit(location).path, MOVED)
    return _BY_STATUS.get(status, ERROR if status >= 500 else str(status))


@cache
def _settings_tables() -> frozenset[str]:
    """Whoever asks first for a municipality's settings stores their defaults."""
    return frozenset(model._meta.db_table for model in registry)


@contextmanager
def _undone():
    block = transaction.atomic()
    # As the tests' own transaction: a call to the outside inside it is not the product's mistake.
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@contextmanager
def _writes():
    written: set[str] = set()

    def note(execute, sql, params, many, context):
        found = _WRITE.match(sql)
        if found:
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
