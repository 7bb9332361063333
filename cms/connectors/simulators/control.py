"""`/control/`: how each simulator behaves, for people (buttons) and for tests (JSON)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from .catalogue import Mounted
from .misbehave import OK, Answer
from .replies import CONTROL, as_json, page, see, text, wants_json
from .smtp_modes import MailSwitch

EVERY = "*"
"""As a simulator's name: all of them."""


def answer(environ: dict[str, Any], simulators: Sequence[Mounted], address: str) -> Answer:
    """The page, its style sheet, or the effect of a button.

    `GET` with `Accept: application/json` lists the simulators; `POST` takes
    `{"simulator": "dues", "mode": "drip"}` as JSON or as a form. The simulator `*` means all.
    """
    if environ["PATH_INFO"] == f"{CONTROL}style.css":
        return text("200 OK", Path(__file__).with_name("style.css").read_text(), kind="text/css")
    if environ["REQUEST_METHOD"] == "POST":
        return _behave(environ, simulators)
    everybody: list[Mounted | MailSwitch] = [*simulators, MailSwitch()]
    if wants_json(environ):
        return as_json({"simulators": [_described(one, address) for one in everybody]})
    return page("control.html", {"simulators": everybody, "address": address, "ok": OK})


def set_mode(simulators: Sequence[Mounted], name: str, mode: str) -> None:
    """Let a simulator, or with `*` all of them, behave like this; the mail server is `mail`.

    Raises:
        LookupError: there is no such simulator.
        ValueError: it knows no such mode.

    """
    mail = MailSwitch()
    known: list[Mounted | MailSwitch] = [*simulators]
    if name != EVERY or mode in mail.modes:
        known.append(mail)
    chosen = [one for one in known if name in {EVERY, one.name}]
    if not chosen and name != EVERY:
        raise LookupError(name)
    for one in chosen:
        one.behave(mode)


def _behave(environ: dict[str, Any], simulators: Sequence[Mounted]) -> Answer:
    is_json = environ["CONTENT_TYPE"].startswith("application/json")
    try:
        body = environ["wsgi.input"].read().decode()
        if is_json:
            fields = json.loads(body)
        else:
            fields = {name: values[0] for name, values in parse_qs(body).items()}
        name, mode = str(fields["simulator"]), str(fields["mode"])
        set_mode(simulators, name, mode)
    except LookupError:
        return as_json({"error": "no such simulator"}, "404 Not Found")
    except (ValueError, TypeError):
        return as_json({"error": "no such mode, or not JSON"}, "400 Bad Request")
    return as_json({"simulator": name, "mode": mode}) if is_json else see(CONTROL)


def _described(one: Mounted | MailSwitch, address: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": str(one.title),
        "address": address + one.path,
        "mode": one.mode,
        "modes": {mode: str(description) for mode, description in one.modes.items()},
    }
