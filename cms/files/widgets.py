"""The control of private files: what is attached already, and the choice of more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .problems import size_words

if TYPE_CHECKING:
    from .models import PrivateFile

_MOST_IDS = 100  # more ids than this are nobody's form


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: new files, ids of those attached before, and which of those to remove."""

    uploads: Sequence[UploadedFile] = ()
    kept: Sequence[str] = ()
    removed: Sequence[str] = ()


class PrivateFileInput(forms.FileInput):
    """A file input, below a list of what is attached already with a box to remove each.

    It works without JavaScript: a hidden input beside each file names it. The id is of no use in
    another session.
    """

    template_name = "files/private_file_input.html"
    needs_multipart_form = True
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.attached: Sequence[PrivateFile] = ()

    def allowed(self, endings: str, *, several: bool) -> None:
        """What the browser offers to choose; the server checks it again."""
        self.attrs["accept"] = endings
        self.attrs["multiple"] = several

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: what is attached already would not count for the browser."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """What was sent for this field."""
        return Sent(
            uploads=tuple(_list(files, name)),
            kept=tuple(_list(data, f"{name}-kept"))[:_MOST_IDS],
            removed=tuple(_list(data, f"{name}-remove"))[:_MOST_IDS],
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form sent nothing for this field."""
        return name not in files and f"{name}-kept" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add `attached`: id, name and size of each file."""
        context = super().get_context(name, None, attrs)
        context["widget"]["attached"] = [
            {"id": str(file.key), "name": file.name, "size": size_words(file.size)}
            for file in self.attached
        ]
        return context


def _list(data: Any, name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        found: list[Any] = data.getlist(name)
        return found
    value = data.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
