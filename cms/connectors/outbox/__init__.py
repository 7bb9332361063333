"""The outbox: what the portal sends to other systems arrives once, or an official knows of it.

An app declares what it sends as a `Delivery` of one or more `Step`s, and puts work in with
`enqueue` inside its own transaction: both are stored, or neither. Every step is a row with a key of
ours that the other side may be asked about. A worker claims a due step for a short time (a lease),
sends it outside of any transaction, and records the outcome only if the lease is still its own. A
message to the worker is only a wake-up; a sweeper finds whatever is due.

The names below are the whole public interface. They are loaded on first use, so that this package
can be named before any model exists.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .kinds import Delivery, Parcel, Step
    from .outcomes import Delivered, NotThere, Refused, TryAgain, Unknown
    from .services import Receipt, Status, enqueue, statuses

_HOMES = {
    "Delivered": "outcomes",
    "Delivery": "kinds",
    "NotThere": "outcomes",
    "Parcel": "kinds",
    "Receipt": "services",
    "Refused": "outcomes",
    "Status": "services",
    "Step": "kinds",
    "TryAgain": "outcomes",
    "Unknown": "outcomes",
    "enqueue": "services",
    "statuses": "services",
}

__all__ = [
    "Delivered",
    "Delivery",
    "NotThere",
    "Parcel",
    "Receipt",
    "Refused",
    "Status",
    "Step",
    "TryAgain",
    "Unknown",
    "enqueue",
    "statuses",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
