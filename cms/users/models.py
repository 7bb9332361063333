"""The project's user: an e-mail address, a password, and whether it may sign in.

Names and the PESEL of residents are not here: they belong to a municipality (`cms.residents`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .addresses import normalize, validate_local_part


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by e-mail address, however it is typed."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The stored spelling of an address."""
        return normalize(email or "")

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an e-mail address.

        Raises:
            User.DoesNotExist: nobody has it.

        """
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a new user; without a password nobody can sign in with it.

        Raises:
            ValueError: the address is empty.

        """
        if not email:
            message = "A user needs an e-mail address."
            raise ValueError(message)
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store an operator of the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """One person's credential, shared by all municipalities of the installation."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        validators=[validate_local_part],
        error_messages={"unique": _("A user with this e-mail address exists already.")},
    )
    # Of staff only: Wagtail's user screens show them. A resident's names stand on the Resident.
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("works for a municipality or the operator"),
        default=False,
    )
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Untick this instead of deleting the user."),
    )
    date_joined = models.DateTimeField(_("created"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = pgettext_lazy("who signs in", "user")
        verbose_name_plural = pgettext_lazy("who signs in", "users")
        constraints = [
            # Whatever writes the row, two spellings of one address cannot both be there.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the address in its one spelling."""
        self.email = normalize(self.email)
        super().save(*args, **kwargs)

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """The stored spelling of an address; forms call it before they look for duplicates."""
        return normalize(username)

    def get_full_name(self) -> str:
        """First and last name of staff; the e-mail address of everybody else."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        """The first name of staff; the e-mail address of everybody else."""
        return self.first_name or self.email
