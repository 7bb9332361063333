"""Things an official does to a record besides editing it: close, try again, give up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


def _always(record: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class StaffAction:
    """One button on a record, and on the ticked rows of the list.

    Attributes:
        name: part of the address, `[a-z-]+`.
        label: the words of the button.
        run: does it to `(record, request)`. Called in a transaction with the row locked and read
            anew; raises Django's ValidationError with what to tell the official when it cannot.
        event: the declared event that is recorded afterwards; empty when `run` records by itself.
        permission: the right that is needed: "change", or a right of the model's own.
        shown: whether the button is there for a record. Asked again before `run`.
        question: what to confirm first; empty: it is done at once.
        icon: Wagtail's name of an icon.
        done: what to say afterwards.

    """

    name: str
    label: Any
    run: Callable[[Any, HttpRequest], None]
    event: str = ""
    permission: str = "change"
    shown: Callable[[Any], bool] = _always
    question: Any = ""
    icon: str = "check"
    done: Any = ""
