"""Units and officers from a table: all of it or nothing, and first only looked at, if you like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import tables
from .models import DEEPEST, Officer, Unit
from .tables import Column, Problem, Table

BATCH = 500


class Kind(models.TextChoices):
    """What a table lists."""

    UNITS = "units", gettext_lazy("Units of the office")
    OFFICERS = "officers", gettext_lazy("Officers")


_CONTACT = (
    Column("room", ("pokój", "pokoj", "room", "кабінет"), 60),
    Column("phone", ("telefon", "phone", "телефон"), 40),
    Column("email", ("e-mail", "email", "mail"), 254, check=tables.email),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.UNITS: (
        Column("name", ("nazwa", "name", "назва"), 200, required=True),
        Column("parent", ("jednostka nadrzędna", "jednostka nadrzedna", "parent", "належить до")),
        *_CONTACT,
    ),
    Kind.OFFICERS: (
        Column(
            "name", ("imię i nazwisko", "imie i nazwisko", "name", "ім'я та прізвище"), 150, True
        ),
        Column("position", ("stanowisko", "position", "посада"), 150),
        Column("unit", ("jednostka", "unit", "підрозділ")),
        *_CONTACT,
        Column("external_id", ("identyfikator ezd", "ezd", "external id"), 100),
    ),
}


@dataclass(slots=True)
class Report:
    """What an import did, or would do.

    With problems nothing is done at all.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to correct."""
        return not self.problems


def import_table(site_id: int, kind: str, content: bytes, *, dry_run: bool) -> Report:
    """Take over a table.

    Rows are matched by what does not change: units by their name, officers by their identifier in
    the EZD, or without one by name and unit. Only the columns of the table are written; whoever is
    not in it stays as they are.

    Args:
        site_id: the municipality.
        kind: a `Kind`.
        content: the CSV file.
        dry_run: only report.

    """
    table = tables.read(content, COLUMNS[kind])
    report = Report(problems=table.problems)
    if table.problems:
        return report
    write: Callable[[int, Table, Report], None] = (
        _write_units if kind == Kind.UNITS else _write_officers
    )
    with transaction.atomic():
        write(site_id, table, report)
        if dry_run or report.problems:
            transaction.set_rollback(True)
    return report


def _write_units(site_id: int, table: Table, report: Report) -> None:
    known = {unit.name: unit for unit in Unit.objects.select_for_update().filter(site=site_id)}
    merge = _Merge(report)
    for line, row in _once(table, lambda row: row["name"]):
        unit = known.get(row["name"])
        if unit is None:
            unit = known[row["name"]] = Unit(site_id=site_id, name=row["name"])
        merge.take(unit, {key: row[key] for key in row if key not in {"name", "parent"}}, line)
    merge.write(Unit)
    # Parents may stand further below, so they come when every unit is there.
    moved = []
    for line, row in table.rows:
        unit, name = known[row["name"]], row.get("parent")
        if name is None:
            continue
        parent = known.get(name) if name else None
        if name and parent is None:
            text = _("There is no unit “%(name)s”. Correct it, or add a row for it.")
            table.blame(line, "jednostka nadrzędna", text % {"name": name})
        elif unit.parent_id != (parent and parent.pk):
            unit.parent = parent
            moved.append((line, unit))
    for line, unit in moved:
        if _is_circle(unit):
            text = _("This unit would belong to itself. Correct what it belongs to.")
            table.blame(line, "jednostka nadrzędna", text)
    if not table.problems:
        Unit.objects.bulk_update([unit for _line, unit in moved], ["parent"], batch_size=BATCH)
        merge.count_moved([unit for _line, unit in moved])


def _write_officers(site_id: int, table: Table, report: Report) -> None:
    units = {unit.name: unit for unit in Unit.objects.filter(site=site_id)}
    officers = list(Officer.objects.select_for_update().filter(site=site_id))
    by_id = {officer.external_id: officer for officer in officers if officer.external_id}
    by_name = {(officer.name, officer.unit_id): officer for officer in officers}
    merge = _Merge(report)
    for line, row in _once(table, _officer_key):
        unit = units.get(row.get("unit", ""))
        if row.get("unit") and unit is None:
            text = _("There is no unit “%(name)s”. Import the units first, or correct the name.")
            table.blame(line, "jednostka", text % {"name": row["unit"]})
            continue
        officer = by_id.get(row.get("external_id", ""))
        if officer is None:
            officer = _namesake(by_name.get((row["name"], unit.pk if unit else None)), row)
        if officer is None:
            officer = Officer(site_id=site_id)
        values: dict[str, Any] = {key: row[key] for key in row if key != "unit"}
        if "unit" in row:
            values["unit"] = unit
        merge.take(officer, values, line)
    if not table.problems:
        merge.write(Officer)


def _namesake(officer: Officer | None, row: dict[str, str]) -> Officer | None:
    """The officer of the same name and unit, unless identifiers say that it is somebody else."""
    if officer and officer.external_id and row.get("external_id"):
        return None
    return officer


def _officer_key(row: dict[str, str]) -> Any:
    return row.get("external_id") or (row["name"], row.get("unit", ""))


def _once(table: Table, key: Callable[[dict[str, str]], Any]) -> list[tuple[int, dict[str, str]]]:
    """The rows, each thing once; a second row for the same is a fault."""
    seen: dict[Any, int] = {}
    found = []
    for line, row in table.rows:
        first = seen.setdefault(key(row), line)
        if first != line:
            text = _("The same as in line %(line)s. Remove one of the two.")
            table.blame(line, "", text % {"line": first})
        else:
            found.append((line, row))
    return found


def _is_circle(unit: Unit) -> bool:
    above = unit.parent
    for _level in range(DEEPEST):
        if above is None:
            return False
        if above is unit:
            return True
        above = above.parent
    return True


class _Merge:
    """Collects what is new and what has changed, and writes it in few statements."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._new: list[Any] = []
        self._changed: list[Any] = []
        self._same: list[Any] = []
        self._fields: set[str] = set()

    def take(self, record: Any, values: dict[str, Any], line: int) -> None:
        """Set the values of a record."""
        differs = any(getattr(record, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(record, name, value)
        self._fields |= values.keys()
        if record._state.adding:
            self._new.append(record)
        else:
            (self._changed if differs else self._same).append(record)
        self._count()

    def write(self, model: Any) -> None:
        """Write all of it."""
        model.objects.bulk_create(self._new, batch_size=BATCH)
        if self._changed and self._fields:
            model.objects.bulk_update(self._changed, sorted(self._fields), batch_size=BATCH)

    def count_moved(self, moved: list[Any]) -> None:
        """Records that only got another parent have changed too."""
        self._same = [record for record in self._same if record not in moved]
        settled = [*self._new, *self._changed]
        self._changed += [record for record in moved if record not in settled]
        self._count()

    def _count(self) -> None:
        self._report.created = len(self._new)
        self._report.updated = len(self._changed)
        self._report.unchanged = len(self._same)
