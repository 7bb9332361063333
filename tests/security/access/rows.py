"""How a table of the matrix is written: a row for each address, an outcome for each visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .asking import REFUSED, SECOND_FACTOR, SIGN_IN
from .visitors import IN_THE_ADMIN, STAFF, VISITORS

Outcomes = Mapping[str, str]

WRITERS = ("editor", "administrator", "operator")
ADMINISTRATORS = ("administrator", "operator")
OPERATOR = ("operator",)
HERE = (*STAFF, "operator")


@dataclass(frozen=True)
class Row:
    """One address and what each visitor gets there.

    Attributes:
        key: `Address.key`, or a block's name with its sub-URL.
        get, post: visitor ▸ outcome. HEAD is answered as GET.
        off: the same for GET while the add-ons are switched off; None: no difference.
        later: what a later issue makes of it; the row says how it is now.
        without_token: a POST needs no token against forgery, because it changes nothing or comes
            from a machine.

    """

    key: str
    get: Outcomes
    post: Outcomes
    off: Outcomes | None = None
    later: str = ""
    without_token: bool = False


def rows(*keys: str, **said) -> list[Row]:
    """One row for each key, all with the same outcomes."""
    return [Row(key, **said) for key in keys]


def everybody(outcome: str, but: Outcomes | None = None) -> Outcomes:
    """The same for all visitors, but for those named."""
    return {**dict.fromkeys(VISITORS, outcome), **(but or {})}


def admin(outcome: str, to: tuple[str, ...], others: str, but: Outcomes | None = None) -> Outcomes:
    """In the admin: nobody but staff with a second factor comes as far as the view.

    Args:
        outcome: what those in `to` get.
        to: visitors.
        others: what the other staff get.
        but: visitors who get something else.

    """
    return {
        **dict.fromkeys(VISITORS, REFUSED),
        "anonymous": SIGN_IN,
        "without second factor": SECOND_FACTOR,
        **dict.fromkeys(IN_THE_ADMIN, others),
        **dict.fromkeys(to, outcome),
        **(but or {}),
    }
