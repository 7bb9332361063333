"""Answers of the control page and the mailbox: text, JSON, HTML from a template."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .misbehave import Answer

CONTROL, MAILBOX = "/control/", "/mail/"
"""Where the two pages are, below the server's address."""

_STRICT = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-src 'self'; "
        "base-uri 'none'; frame-ancestors 'self'",
    ),
]


def text(status: str, words: str, *, kind: str = "text/plain") -> Answer:
    """Plain text, or a style sheet."""
    return Answer(status, [("Content-Type", f"{kind}; charset=utf-8"), *_STRICT], words.encode())


def as_json(data: Any, status: str = "200 OK") -> Answer:
    """JSON for tests and scripts."""
    body = json.dumps(data, ensure_ascii=False, default=str).encode()
    return Answer(status, [("Content-Type", "application/json"), *_STRICT], body)


def page(template: str, data: dict[str, Any], status: str = "200 OK") -> Answer:
    """A page, in the installation's first language."""
    places = {"control": CONTROL, "mailbox": MAILBOX}
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(f"connectors/simulators/{template}", {**places, **data}).encode()
    return Answer(status, [("Content-Type", "text/html; charset=utf-8"), *_STRICT], body)


def see(location: str) -> Answer:
    """Look there now: the answer to a form."""
    return Answer("303 See Other", [("Location", location), *_STRICT], b"")


def wants_json(environ: dict[str, Any]) -> bool:
    """Whether the caller is a program."""
    return "application/json" in environ.get("HTTP_ACCEPT", "")
