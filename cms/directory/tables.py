"""Tables from a spreadsheet program: read, and every fault named with line, column and remedy."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
MOST_PROBLEMS = 50
_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have.

    Args:
        name: what rows call it.
        titles: what the first line may call it, in lower case.
        longest: characters.
        required: whether it must be there and filled.
        check: raises ValidationError on a value that is none.

    """

    name: str
    titles: tuple[str, ...]
    longest: int = 200
    required: bool = False
    check: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where, and what to do."""

    line: int
    column: str
    text: str


@dataclass(slots=True)
class Table:
    """What was read: rows with the number of their line, and what is wrong."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def blame(self, line: int, column: str, text: str) -> None:
        """Note a fault; of very many only the first ones."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(line, column, text))


def read(content: bytes, columns: Sequence[Column]) -> Table:
    """Read a table.

    Args:
        content: CSV in UTF-8 or in the code page of Polish Windows, with semicolons, commas or
            tabs; the first line names the columns. Unknown columns are let be.
        columns: what is looked for.

    """
    table = Table()
    text = _decoded(content, table)
    if table.problems:
        return table
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = next(reader, [])
        places = _places(header, columns, table)
        if not table.problems:
            for line, cells in _lines(reader):
                if len(table.rows) == MOST_ROWS:
                    text = _("There are more than %(count)s rows. Divide the file.")
                    table.blame(line, "", text % {"count": MOST_ROWS})
                    break
                _take(line, cells, places, table)
    except csv.Error:
        table.blame(
            reader.line_num,
            "",
            _("A quotation mark is not closed here. Close it, or remove it."),
        )
    if not table.rows and not table.problems:
        table.blame(2, "", _("There is no row below the first line. Add at least one."))
    return table


def _decoded(content: bytes, table: Table) -> str:
    if len(content) > MOST_BYTES:
        table.blame(1, "", _("The file is too large. Divide it."))
        return ""
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unicodedata.normalize("NFC", text)
    table.blame(1, "", _("This is no text. Save the table as CSV in UTF-8."))
    return ""


def _delimiter(text: str) -> str:
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_DELIMITERS, key=first.count)


def _places(header: Sequence[str], columns: Sequence[Column], table: Table) -> dict[int, Column]:
    """Which cell is which column."""
    titles = {title: column for column in columns for title in column.titles}
    places: dict[int, Column] = {}
    for place, title in enumerate(header):
        column = titles.get(" ".join(title.lower().split()))
        if column in places.values() and column is not None:
            table.blame(1, title, _("This column is there twice. Remove one of them."))
        elif column is not None:
            places[place] = column
    for column in columns:
        if column.required and column not in places.values():
            text = _("The first line must name a column “%(title)s”. Add it.")
            table.blame(1, column.titles[0], text % {"title": column.titles[0]})
    return places


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which they begin: a quoted cell may hold line breaks."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _take(line: int, cells: list[str], places: dict[int, Column], table: Table) -> None:
    row = {}
    for place, column in places.items():
        value = " ".join((cells[place] if place < len(cells) else "").split())
        row[column.name] = value
        fault = _fault(value, column)
        if fault:
            table.blame(line, column.titles[0], fault)
    table.rows.append((line, row))


def _fault(value: str, column: Column) -> str:
    if column.required and not value:
        return _("The cell is empty. Fill it in.")
    if len(value) > column.longest:
        text = _("The text is too long. It may have at most %(count)s characters.")
        return text % {"count": column.longest}
    if any(unicodedata.category(sign) == "Cc" for sign in value):
        return _("The cell holds invisible characters. Type the text again.")
    if value and column.check:
        try:
            column.check(value)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def email(value: str) -> None:
    """Check an e-mail address.

    Raises:
        ValidationError: it is none.

    """
    try:
        validate_email(value)
    except ValidationError:
        raise ValidationError(
            _("This is no e-mail address. Write it like anna@gmina.pl.")
        ) from None
