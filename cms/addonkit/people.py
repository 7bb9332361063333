"""People as add-ons and connectors know them: how sure we are of whom, and on whose behalf."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


class Assurance(enum.IntEnum):
    """How sure we are of a person. Ordered: a higher level includes the lower ones."""

    ANONYMOUS = 0
    ACCOUNT = 10  # the e-mail address is confirmed
    VERIFIED = 20  # the identity is confirmed, by the national node or at the counter


_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURIES = {0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800}
_LENGTH = 11


@dataclass(frozen=True, slots=True, repr=False)
class Pesel:
    """A Polish national identification number that is valid in form.

    Its text forms are masked, so that it cannot reach a log or a page by accident; `reveal()` gives
    the digits to the few places that must have them.

    Raises:
        ValueError: not eleven ASCII digits, a wrong checksum, or no date of birth in it. The
            message never repeats the number.

    Source: Act of 24 September 2010 on population registration, art. 15.
    """

    _digits: str

    def __post_init__(self) -> None:
        digits = self._digits
        if len(digits) != _LENGTH or not (digits.isascii() and digits.isdecimal()):
            message = "A PESEL has eleven digits."
            raise ValueError(message)
        total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
        if (10 - total % 10) % 10 != int(digits[-1]):
            message = "The last digit of the PESEL does not fit the others."
            raise ValueError(message)
        self.birth_date()

    def birth_date(self) -> datetime.date:
        """The date of birth that the number carries.

        Raises:
            ValueError: the first six digits are no date.

        """
        month = int(self._digits[2:4])
        century = _CENTURIES[month // 20 * 20]
        try:
            return datetime.date(
                century + int(self._digits[:2]), month % 20, int(self._digits[4:6])
            )
        except ValueError as error:
            message = "The PESEL carries no date of birth."
            raise ValueError(message) from error

    def reveal(self) -> str:
        """The eleven digits. For connectors and encryption only."""
        return self._digits

    def __str__(self) -> str:
        return f"{self._digits[:6]}*****"

    def __repr__(self) -> str:
        return f"Pesel({self})"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data a request may see: what services and connectors take instead of a user.

    `site_id` is the Wagtail Site, `user_id` the signed-in user. `acting_for` is the person on whose
    behalf the user acts (a child, a principal), when that is not the user.
    """

    site_id: int | None
    user_id: int | None = None
    assurance: Assurance = Assurance.ANONYMOUS
    name: str = ""
    pesel: Pesel | None = field(default=None)
    acting_for: Pesel | None = field(default=None)

    @property
    def data_of(self) -> Pesel | None:
        """The PESEL whose data is asked for, or None when no identity is confirmed."""
        if self.assurance < Assurance.VERIFIED:
            return None
        return self.acting_for or self.pesel


def subject_of(request: HttpRequest) -> Subject:
    """The subject of a request, worked out once per request.

    The setting `RATUSZ_SUBJECT_PROVIDER` names the function that knows; without it a signed-in user
    has an account and nobody is verified.
    """
    known: Subject | None = getattr(request, "_ratusz_subject", None)
    if known is None:
        known = _provider()(request)
        request._ratusz_subject = known  # type: ignore[attr-defined]
    return known


def signed_in_has_account(request: HttpRequest) -> Subject:
    """The default provider: signed in means ACCOUNT."""
    from .sites import site_of  # noqa: PLC0415

    site = site_of(request)
    site_id = site.pk if site else None
    user = request.user
    if not user.is_authenticated:
        return Subject(site_id=site_id)
    return Subject(
        site_id=site_id, user_id=user.pk, assurance=Assurance.ACCOUNT, name=user.get_username()
    )


def _provider() -> Callable[[HttpRequest], Subject]:
    from django.conf import settings  # noqa: PLC0415
    from django.utils.module_loading import import_string  # noqa: PLC0415

    path = getattr(settings, "RATUSZ_SUBJECT_PROVIDER", "cms.addonkit.people.signed_in_has_account")
    provider: Callable[[HttpRequest], Subject] = import_string(path)
    return provider
