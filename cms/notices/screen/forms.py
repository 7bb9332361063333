"""The form of a municipality's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.notices.models import Wording
from cms.notices.wordings import Words

if TYPE_CHECKING:
    _Base = forms.ModelForm[Wording]
else:
    _Base = forms.ModelForm


class WordingForm(_Base):
    """Subject and text; the model refuses places for values that there are not."""

    class Meta:
        model = Wording
        fields = ("subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "text": _(
                "A blank line starts a paragraph. A paragraph that is $link alone becomes a button."
            ),
        }

    def clean_text(self) -> str:
        """The text with line ends as we store them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean_subject(self) -> str:
        """The subject on one line."""
        return " ".join(str(self.cleaned_data["subject"]).split())

    @property
    def words(self) -> Words:
        """What was typed; only of a valid form."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["text"])

    @property
    def problems(self) -> list[tuple[Any, Any]]:
        """Each problem with its field, for the summary."""
        return [(self[name], text) for name, texts in self.errors.items() for text in texts]
