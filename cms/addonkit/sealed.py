"""Where the database holds ciphertexts of the vault, so that all of them can be given a new key.

Columns of `EncryptedTextField` are found by themselves. Code that calls `vault.encrypt` announces
what it stores: in its `AppConfig`, `sealed = ("sealed.SNAPSHOTS",)` names a `Sealed` of the app.
A caller that announces nothing fails `tests/architecture/test_sealed.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

from .vault import EncryptedTextField

Each = Callable[[str], str]


def whole_column(value: Any, each: Each) -> Any:
    """The column holds one ciphertext and nothing else."""
    return each(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A column whose ciphertexts are made by an app's own code.

    Args:
        model: `<app label>.<model>`; also one of another's app.
        column: the field.
        made_in: the module that calls `vault.encrypt`.
        context: gives the context of a row's ciphertexts. The row has its key and `needs` only.
        needs: the fields that `context` reads.
        within: gives the column's value anew, with every ciphertext in it passed through a
            function; needed where the column holds more than the ciphertext, such as JSON.

    """

    model: str
    column: str
    made_in: str
    context: Callable[[Any], str]
    needs: tuple[str, ...] = ()
    within: Callable[[Any, Each], Any] = whole_column


@dataclass(frozen=True, slots=True)
class Place:
    """A column of ciphertexts, however it was found."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    context: Callable[[Any], str]
    needs: tuple[str, ...] = ()
    within: Callable[[Any, Each], Any] = whole_column

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def is_text(self) -> bool:
        """Whether the column is the ciphertext itself, so that the database can look at it."""
        return self.within is whole_column

    def rows(self) -> models.QuerySet[Any]:
        """The rows with a value, each with `stored`: the column as it is, not decrypted."""
        name = self.field.name
        stored = Cast(name, models.TextField()) if self.is_text else models.F(name)
        rows = self.model._base_manager.annotate(stored=stored).filter(stored__isnull=False)
        return rows.exclude(stored="") if self.is_text else rows

    def holding(self, value: Any) -> models.QuerySet[Any]:
        """The rows whose column is exactly this."""
        if self.is_text:
            return self.rows().filter(stored=value)
        return self.model._base_manager.filter(**{self.field.name: value})

    def assignment(self, value: Any) -> dict[str, models.Value]:
        """For `update`: the column becomes this, not encrypted on the way."""
        plain = models.TextField() if self.is_text else self.field
        return {self.field.name: models.Value(value, output_field=plain)}


def places() -> list[Place]:
    """All columns of the installed apps that hold ciphertexts, in the order of their names.

    Raises:
        LookupError, FieldDoesNotExist, ImportError: an app announces what is not there.

    """
    return sorted([*_fields(), *map(_announced_place, announced())], key=str)


def announced() -> Iterator[Sealed]:
    """What the installed apps announce."""
    for config in apps.get_app_configs():
        for path in getattr(config, "sealed", ()):
            yield import_string(f"{config.name}.{path}")


def _fields() -> Iterator[Place]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield Place(model, field, _context_of(field))


def _context_of(field: EncryptedTextField) -> Callable[[Any], str]:
    return lambda row: field.context


def _announced_place(sealed: Sealed) -> Place:
    model = apps.get_model(sealed.model)
    field = cast("models.Field[Any, Any]", model._meta.get_field(sealed.column))
    return Place(model, field, sealed.context, sealed.needs, sealed.within)
