"""The form field that shows a legal notice and asks whether it was read.

    class RegistrationForm(ClauseFormMixin, forms.Form):
        notice = ClauseField(key="registration")

    form = RegistrationForm(request.POST, request=request)
    if form.is_valid():
        with transaction.atomic():
            …
            if form.cleaned_data["notice"]:
                acknowledge(form.cleaned_data["notice"], user_id=…, about="…")

The field gives a `services.Read`: the version that was on the page, and when. Where a municipality
has no notice for the form, nothing is shown and the field gives None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.addonkit.sites import site_of

from . import services
from .models import Clause
from .services import Read

if TYPE_CHECKING:
    from django.http import HttpRequest


class Ticked(NamedTuple):
    """What a form sent: whether the box was ticked, and below which version it stood."""

    ticked: bool
    version: str


class ClauseInput(forms.CheckboxInput):
    """A tick box, and the version it stands below."""

    template_name = "clauses/clause_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, check_test=lambda value: bool(value and value.ticked))
        self.version = ""

    def value_from_datadict(  # type: ignore[override]
        self, data: Any, files: Any, name: str
    ) -> Ticked:
        """What was sent."""
        ticked = bool(super().value_from_datadict(data, files, name))
        return Ticked(ticked, str(data.get(f"{name}-version", "")))

    def format_value(self, value: Any) -> None:
        """The box has no value of its own."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the version."""
        context = super().get_context(name, value, attrs)
        context["widget"]["version"] = self.version
        return context


class ClauseField(forms.Field):
    """The notice of a form, with a box that must be ticked.

    Args:
        key: which notice.

    """

    widget: Any = ClauseInput
    default_error_messages = {
        "required": _("Tick the box when you have read the notice."),
        "changed": _("The notice has changed since you opened this page. Read it and tick again."),
    }

    def __init__(self, *, key: str, **options: Any) -> None:
        options.setdefault("label", _("I have read this notice"))
        options.setdefault("template_name", "clauses/field.html")
        super().__init__(**options)
        self.key = key
        self.clause: Clause | None = None
        self.site_id: int | None = None

    def bind(self, request: HttpRequest) -> None:
        """Find the notice in force; `ClauseFormMixin` does it."""
        site = site_of(request)
        if site is not None:
            self.site_id = site.pk
            self.clause = services.current(site, self.key, get_language() or "")
        if self.clause is None:
            self.required = False
            self.widget = self.hidden_widget()
        else:
            self.widget.version = str(self.clause.pk)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A box ticked below an older version comes back without the tick."""
        if self.clause is None or not isinstance(data, Ticked):
            return None
        return data if data.version == str(self.clause.pk) else Ticked(False, data.version)

    def clean(self, value: Any) -> Read | None:
        """The version that was read.

        Raises:
            ValidationError: the box is not ticked, or the notice is no longer in force.

        """
        if self.clause is None:
            return None
        sent = value if isinstance(value, Ticked) else Ticked(False, "")
        if not sent.ticked:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if sent.version != str(self.clause.pk) and not self._in_force(sent.version):
            raise ValidationError(self.error_messages["changed"], code="changed")
        return Read(int(sent.version), timezone.now())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the box is ticked."""
        return bool(data and data.ticked)

    def _in_force(self, version: str) -> bool:
        """Whether it is the notice in another language, read before the reader changed that."""
        if not (version.isascii() and version.isdecimal() and len(version) < len(str(2**63))):
            return False
        read = Clause.objects.filter(pk=version, site=self.site_id or 0, key=self.key).first()
        return read is not None and read == services.current(read.site_id, self.key, read.language)


class ClauseFormMixin:
    """Finds the notices of a form's clause fields: `Form(…, request=request)`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        # Another mixin may want the request too: whichever comes first takes it for all.
        self.request = request or getattr(self, "request", None)
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, ClauseField):
                continue
            if self.request is None:
                message = "A form with a ClauseField needs the request."
                raise TypeError(message)
            field.bind(self.request)
