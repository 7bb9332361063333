"""What a person has to correct in the forms they have sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: the sentence, and the id of the field it is about, or empty."""

    text: str
    target: str = ""


def problems(*forms: object) -> list[Problem]:
    """The errors of the bound forms, in the order of their fields; the whole form's come first.

    What is no form (a template variable that is not there) is left out.
    """
    found: list[Problem] = []
    for form in forms:
        if not isinstance(form, BaseForm) or not form.is_bound:
            continue
        found += [Problem(str(text)) for text in form.errors.get(NON_FIELD_ERRORS, [])]
        for field in form:
            found += [Problem(_sentence(field, str(text)), _target(field)) for text in field.errors]
    return found


def _sentence(field: BoundField, text: str) -> str:
    """The error with the field's name, which Django's own sentences lack."""
    label = str(field.label)
    return text if label.casefold() in text.casefold() else f"{label}: {text}"


def _target(field: BoundField) -> str:
    """The id to jump to: the control, or the first of a group's choices."""
    if field.is_hidden:
        return ""
    if field.use_fieldset and field.subwidgets:
        return str(field.subwidgets[0].id_for_label or field.auto_id)
    return field.id_for_label or field.auto_id
