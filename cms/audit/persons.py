"""Looking for a person in the audit: the number is typed, posted, hashed and forgotten.

The hash stays in the session of the official under a short name, so that neither stands in an
address, where logs and browsers would keep it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.addonkit.people import Pesel

from .privacy import subject_key

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "ratusz_audit_persons"
MOST = 5


class PersonForm(forms.Form):
    """Asks for a PESEL."""

    pesel = forms.CharField(
        label="PESEL",
        max_length=20,
        help_text=gettext_lazy(
            "We do not keep the number, and it is in no address. That you looked is recorded."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 14}),
    )

    def clean_pesel(self) -> Pesel:
        """The number, valid in form; spaces do not matter.

        Raises:
            ValidationError: it is no PESEL. The message does not repeat it.

        """
        try:
            return Pesel("".join(self.cleaned_data["pesel"].split()))
        except ValueError:
            raise ValidationError(_("This is not a valid PESEL. Check the digits.")) from None


def remember(request: HttpRequest, pesel: Pesel) -> str:
    """Keep a person's hash in the session; the last few only. Returns its name for addresses."""
    token = secrets.token_urlsafe(6)
    local = time_format(timezone.localtime(), "H:i")
    kept = [*_kept(request), (token, subject_key(pesel), local)]
    request.session[SESSION_KEY] = kept[-MOST:]
    return token


def choices(request: HttpRequest) -> list[tuple[str, str]]:
    """(name, words) of the persons that were looked for in this session."""
    words = _("PESEL entered at %(time)s")
    return [(token, words % {"time": at}) for token, _key, at in _kept(request)]


def key_of(request: HttpRequest, token: str) -> str:
    """The hash of a person that was looked for; empty when there is none of that name."""
    return next((key for name, key, _at in _kept(request) if name == token), "")


def _kept(request: HttpRequest) -> list[Any]:
    return list(request.session.get(SESSION_KEY, []))
