"""The form that takes a table: first it says what would happen, then it does it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.files.fields import PrivateFileField, PrivateFilesFormMixin
from cms.files.purposes import Purpose, Rules, register

from .importing import Kind
from .tables import MOST_BYTES

TABLE = "directory.table"


def declare_purpose() -> None:
    """Tables wait as pending files between the report and the import; they are never kept."""
    register(
        Purpose(TABLE, _("Table for the directory"), Rules(("csv", "txt"), most_bytes=MOST_BYTES))
    )


class ImportForm(PrivateFilesFormMixin, forms.Form):
    """A table, and which municipality's and what it lists."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Municipality"))
    kind = forms.ChoiceField(choices=Kind.choices, label=_("What the table lists"))
    table = PrivateFileField(purpose=TABLE, label=_("Table (CSV)"))

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        field.queryset = sites  # type: ignore[attr-defined]
        if len(sites) == 1:
            field.initial = sites[0].pk
            field.widget = forms.HiddenInput()
