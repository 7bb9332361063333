"""How a ledger is kept for the day on which its source does not answer."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cms.connectors.snapshots import Codec

from .domain import Ledger


def dump(value: Any) -> Any:
    """A value of the domain as JSON types: amounts and days as text."""
    if dataclasses.is_dataclass(value):
        return {field.name: dump(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, enum.StrEnum):
        return value.value
    if isinstance(value, Decimal | datetime.date):
        return str(value)
    return value


def load(kind: Any, raw: Any) -> Any:
    """The value of a type that `dump` has written.

    Raises:
        KeyError: a field is missing.
        TypeError: a value has another form.
        ValueError: a value cannot be read, or the figures contradict each other.

    """
    if hasattr(kind, "__dataclass_fields__"):
        fields = _fields(kind)
        return kind(**{name: load(of, raw[name]) for name, of in fields.items()})
    if typing.get_origin(kind) is tuple:
        return tuple(load(typing.get_args(kind)[0], item) for item in raw)
    if isinstance(kind, types.UnionType):  # only "something or None" occurs
        return None if raw is None else load(typing.get_args(kind)[0], raw)
    if kind is datetime.date:
        return datetime.date.fromisoformat(raw)
    return kind(raw)


def _load_ledger(raw: Mapping[str, Any]) -> Ledger:
    ledger: Ledger = load(Ledger, raw)
    return ledger


@lru_cache(maxsize=32)
def _fields(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


# Raise `schema` with every change of the domain's fields.
LEDGER: Codec[Ledger] = Codec(dump=dump, load=_load_ledger, schema=1)
