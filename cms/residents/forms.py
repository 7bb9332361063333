"""The forms of accounts: allauth's, with our labels, hints, limits and refusals."""

from __future__ import annotations

import re
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.addonkit.sites import site_of

from .presence import is_known_at

# Longer passwords are refused before they are hashed: hashing a megabyte would cost us, not them.
LONGEST_PASSWORD = 4096
NEW_PASSWORD_HINT = _("At least 12 characters. A few words in a row are easy to remember.")


def _password(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
    field.widget.attrs.pop("placeholder", None)


def _email(form: forms.Form, name: str, autocomplete: str) -> None:
    field = form.fields[name]
    field.label = _("E-mail address")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = autocomplete


def _code(form: forms.Form, hint: Any) -> None:
    field = form.fields["code"]
    field.label = _("Code")
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = "one-time-code"
    field.widget.attrs["spellcheck"] = "false"


class SignInForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self, "login", "username")
        _password(self, "password", _("Password"))

    def clean_login(self) -> str:
        """The address as it is stored, so that limits count every spelling of it as one."""
        return str(get_adapter().clean_email(super().clean_login()))

    def clean(self) -> None:
        """Check the password; a refusal stands at a field, where screen readers find it."""
        try:
            super().clean()
        except ValidationError as refusal:
            self.add_error("login", refusal)


class ForgottenPasswordForm(account.ResetPasswordForm):
    """Asks for the link with which a new password is set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self, "email", "username")

    def clean_email(self) -> str:
        """Whose address it is at this municipality; the answer does not depend on it."""
        address = str(get_adapter().clean_email(super().clean_email()))
        site = site_of(allauth_context.request)
        self.users: list[Any] = [user for user in self.users if is_known_at(user, site)]
        return address

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the letter, or go through the same motions."""
        if not self.users:
            get_adapter().rehearse_password_reset_mail(self.cleaned_data["email"])
        return str(super().save(request, **kwargs))


class NewPasswordForm(account.ResetPasswordKeyForm):
    """Sets a new password after the link of the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "password1", _("New password"), NEW_PASSWORD_HINT)
        _password(self, "password2", _("Repeat the new password"))


class ChangePasswordForm(account.ChangePasswordForm):
    """Changes the password of whoever is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "oldpassword", _("Current password"))
        _password(self, "password1", _("New password"), NEW_PASSWORD_HINT)
        _password(self, "password2", _("Repeat the new password"))


class ConfirmPasswordForm(account.ReauthenticateForm):
    """Asks for the password again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "password", _("Password"))


class CodeForm(mfa.AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits from the app, or one of your spare codes."))


class ConfirmCodeForm(mfa.ReauthenticateForm):
    """Asks for a code again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits from the app, or one of your spare codes."))


class SetUpAppForm(totp.ActivateTOTPForm):
    """Proves that the app shows the right codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Six digits that the app shows now."))

    @property
    def secret_in_groups(self) -> str:
        """The app's key as people copy it: four letters, a space."""
        return " ".join(re.findall(".{1,4}", self.secret))
