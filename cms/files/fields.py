"""The form field for private files. What was attached stays attached while a form is corrected.

    class ReportForm(PrivateFilesFormMixin, forms.Form):
        photos = PrivateFileField(purpose="faults.photo", label=_("Photos"), required=False)

    form = ReportForm(request.POST, request.FILES, request=request)
    if form.is_valid():
        with transaction.atomic():
            report = …
            services.adopt(form.cleaned_data["photos"], owner_user_id=…)

The field gives a list of files. Each is stored as soon as it has passed the checks, pending and
tied to the session: when another field is wrong, the form comes back with the files still attached.
They become kept by `adopt`; whatever is not adopted is purged after some hours.
"""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import lazy

from cms.addonkit.people import subject_of

from . import kinds, names, problems, services
from .binding import binding_of
from .models import PrivateFile, State
from .purposes import Purpose, named
from .storage import NoRoom
from .widgets import PrivateFileInput, Sent

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass
class _Outcome:
    """What became of what was sent."""

    files: list[PrivateFile] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class PrivateFileField(forms.FileField):
    """One or more private files.

    Args:
        purpose: the name of a declared purpose; its rules say what may come, and how many.
        most: how many files; None: what the purpose allows.

    """

    widget: Any = PrivateFileInput

    def __init__(self, *, purpose: str, most: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.purpose_name = purpose
        self._most = most
        self.request: HttpRequest | None = None
        if not self.help_text:
            self.help_text = lazy(self._hint, str)()

    def __deepcopy__(self, memo: dict[int, Any]) -> PrivateFileField:
        made: PrivateFileField = super().__deepcopy__(memo)
        made.widget = copy.deepcopy(self.widget, memo)
        return made

    @property
    def purpose(self) -> Purpose:
        """The purpose as its app declares it."""
        return named(self.purpose_name)

    @property
    def most(self) -> int:
        """How many files may be attached."""
        return self._most or self.purpose.rules.most

    def bind(self, request: HttpRequest) -> None:
        """Tell the field whose form this is; `PrivateFilesFormMixin` does it."""
        self.request = request
        self.widget.allowed(kinds.endings(self.purpose.rules.kinds), several=self.most > 1)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """None: the widget knows them when the form is bound to a request."""
        return {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether anything was attached."""
        return bool(data and (data.uploads or data.kept))

    def clean(self, data: Any, initial: Any = None) -> list[PrivateFile]:
        """Store what is good and say what is not.

        Returns:
            The files that are attached now, pending.

        Raises:
            ValidationError: a file was refused, is gone, or there are too many. What was good stays
                attached.

        """
        if self.request is None:
            message = "A form with a PrivateFileField needs PrivateFilesFormMixin and a request."
            raise TypeError(message)
        sent = data if isinstance(data, Sent) else Sent()
        outcome = self._taken(self.request, sent)
        self.widget.attached = outcome.files
        if outcome.errors:
            raise ValidationError(outcome.errors)
        if self.required and not outcome.files:
            raise ValidationError(self.error_messages["required"], code="required")
        return outcome.files

    def _taken(self, request: HttpRequest, sent: Sent) -> _Outcome:
        outcome = _Outcome(self._kept(request, sent))
        wanted = len([one for one in sent.kept if one not in sent.removed])
        if len(outcome.files) < wanted:
            outcome.errors.append(str(problems.GONE))
        # Of a field for one file, a new one takes the place of the one before.
        replaced = list(outcome.files) if self.most == 1 and sent.uploads else []
        room = self.most - len(outcome.files) + len(replaced)
        # Not one of them is read or stored before their number is right.
        if len(sent.uploads) > room:
            outcome.errors.append(problems.too_many(self.most))
            return outcome
        for upload in sent.uploads:
            try:
                outcome.files.append(self._stored(request, upload))
            except problems.FileRefused as refused:
                outcome.errors.append(str(refused))
            except NoRoom:
                name = names.tidy(upload.name or "")
                outcome.errors.append(str(problems.NO_ROOM) % {"name": name})
        if replaced and len(outcome.files) > self.most:
            services.delete(outcome.files[: -self.most])
            outcome.files = outcome.files[-self.most :]
        return outcome

    def _kept(self, request: HttpRequest, sent: Sent) -> list[PrivateFile]:
        """What an earlier post of this form attached, in this session; the ticked ones go."""
        ids = [one for text in sent.kept if (one := _uuid(text)) is not None]
        if not ids:
            return []
        subject = subject_of(request)
        mine = PrivateFile.objects.pending_of(binding_of(request)).filter(
            key__in=ids,
            site=subject.site_id,
            purpose=self.purpose_name,
            keep_until__gt=timezone.now(),
        )
        files = list(mine.order_by("created_at", "pk"))
        unwanted = [file for file in files if str(file.key) in sent.removed]
        if unwanted:
            services.delete(unwanted)
        return [file for file in files if file not in unwanted]

    def _stored(self, request: HttpRequest, upload: UploadedFile) -> PrivateFile:
        subject = subject_of(request)
        if subject.site_id is None:
            message = "A private file belongs to a municipality; this host has none."
            raise LookupError(message)
        return services.store(
            upload,
            site=subject.site_id,
            owner_user_id=subject.user_id,
            purpose=self.purpose_name,
            state=State.PENDING,
            binding=binding_of(request, create=True),
            keep_until=timezone.now() + services.PENDING_FOR,
        )

    def _hint(self) -> str:
        rules = self.purpose.rules
        return problems.hint(kinds.words(rules.kinds), rules.most_bytes, self.most)


class PrivateFilesFormMixin:
    """Tells the private file fields of a form whose they are: `Form(…, request=request)`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        # Another mixin may want the request too: whichever comes first takes it for all.
        self.request = request or getattr(self, "request", None)
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            if isinstance(one, PrivateFileField) and self.request is not None:
                one.bind(self.request)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
