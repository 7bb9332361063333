"""A password check that knows where it stands."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

# Words that are tried first against a municipal portal.
LOCAL_WORDS = (
    "gmina", "miasto", "urzad", "urząd", "ratusz", "portal", "interesanta", "pesel", "haslo",
    "hasło", "password", "пароль", "громада", "mieszkaniec", "podatki", "wojt", "wójt", "burmistrz",
)  # fmt: skip
_SHORTEST_WORD = 4


class LocalWordsValidator:
    """Words of this place count for nothing: what is left must be long enough by itself.

    Nothing else is asked of its make-up, no capitals, no digits: NIST SP 800-63B, 5.1.1.2.
    """

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        """Check a new password.

        Raises:
            ValidationError: without the municipality's and the person's words it is too short.

        """
        rest = password.casefold()
        for word in sorted(self._words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < self.min_length <= len(password):
            message = _(
                "This password is easy to guess here. "
                "Do not build it from the municipality's name, your name or your e-mail address."
            )
            raise ValidationError(message, code="password_of_local_words")

    def get_help_text(self) -> str:
        """The rule in one sentence."""
        return _("Do not build it from the municipality's name, your name or your e-mail address.")

    @staticmethod
    def _words(user: Any) -> set[str]:
        texts = [*Site.objects.values_list("site_name", flat=True)]
        if user is not None:
            texts += [
                getattr(user, name, "") or "" for name in ("email", "first_name", "last_name")
            ]
            if user.pk:
                for names in user.residents.values_list("first_name", "last_name"):
                    texts += names
        words = {word for text in texts for word in re.split(r"[\W_]+", text.casefold())}
        return {word for word in words | set(LOCAL_WORDS) if len(word) >= _SHORTEST_WORD}
