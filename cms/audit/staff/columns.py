"""Columns of staff lists."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import BaseColumn


class TickColumn(BaseColumn):
    """A tick box a row, which belongs to the form with the actions below the list."""

    header_template_name = "audit/staff/tick_header.html"
    cell_template_name = "audit/staff/tick_cell.html"

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, width="4%", **kwargs)
