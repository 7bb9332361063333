"""Files for spreadsheet programs, in which nothing that people typed becomes a formula."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str

# What makes Excel, LibreOffice or Google read a cell as a formula, full-width forms included.
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def cell(value: Any) -> str:
    """A value as the text of a cell: control characters are blanks, a formula is a plain text.

    Numbers stay numbers. Every other text that a spreadsheet might calculate gets an apostrophe in
    front (OWASP: CSV injection).
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        # Not stripped first: a tab or a line break in front of "=" does not make it harmless.
        text = _CONTROLS.sub(" ", force_str(value))
        return f"'{text}" if _FORMULA.match(text) else text
    return str(value)


def rows_of_csv(headings: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """A CSV file piece by piece: UTF-8 with a mark, semicolons, every cell quoted.

    So Polish spreadsheet programs open it by a double click, and a separator within a cell never
    starts another one.
    """
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf" + writer.writerow([cell(one) for one in headings])
    for row in rows:
        yield writer.writerow([cell(one) for one in row])


def csv_response(
    name: str, headings: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """The file as a download; `name` without its ending, of ASCII letters, digits, `-` and `_`."""
    response = StreamingHttpResponse(
        rows_of_csv(headings, rows), content_type="text/csv; charset=utf-8"
    )
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", name)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


class _Echo:
    """Gives a written line back instead of keeping it."""

    def write(self, line: str) -> bytes:
        return line.encode()
