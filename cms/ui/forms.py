"""How forms look: label, hint, error, control, so that an error is heard before its field.

`FORM_RENDERER` names `UiFormRenderer`. It changes only what Django renders as a whole, `{{ form }}`
and `{{ field.as_field_group }}`; widgets keep Django's templates. The Wagtail admin renders its
fields itself, so it stays as it is (a test says so).
"""

from __future__ import annotations

from typing import Any

from django.forms import BoundField, CheckboxInput, FileInput, Textarea
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import MultiWidget
from django.utils.safestring import SafeString


class UiFormRenderer(DjangoTemplates):
    """Django's form templates with our form and field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def layout_of(field: BoundField) -> str:
    """Which markup a field takes.

    Returns:
        `check` (one box), `group` (choices), `parts` (several inputs for one value), `file`,
        `counted` (long text with a limit) or `line`.

    """
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if field.use_fieldset:
        return "parts" if isinstance(widget, MultiWidget) else "group"
    if isinstance(widget, FileInput):
        return "file"
    if isinstance(widget, Textarea) and widget.attrs.get("maxlength"):
        return "counted"
    return "line"


def control(field: BoundField, layout: str) -> SafeString:
    """The widget with our class and the ids of the field's hint and error."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if layout in {"line", "counted", "parts"}:
        attrs["class"] = f"{widget.attrs.get('class', '')} ui-input".strip()
    return field.as_widget(attrs=attrs)
