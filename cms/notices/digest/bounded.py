"""Asking code that may hang: in a thread of its own, for so long and no longer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import translation

from cms.addonkit.request_state import fresh_state


class TookTooLong(Exception):
    """No answer in time."""


def ask(function: Callable[[], Any], *, seconds: float) -> Any:
    """What a function returns, in the reader's language.

    A thread cannot be ended from outside: one that hangs is left behind, and ends with the process.

    Args:
        function: takes nothing.
        seconds: how long to wait.

    Raises:
        TookTooLong: no answer in time.
        Exception: whatever the function raised.

    """
    answers: list[Any] = []
    errors: list[Exception] = []
    language = translation.get_language()

    def work() -> None:
        try:
            with translation.override(language), fresh_state():
                answers.append(function())
        except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work, daemon=True, name="digest")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TookTooLong
    if errors:
        raise errors[0]
    return answers[0]
