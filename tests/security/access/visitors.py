"""Who asks: each visitor's browser, signed in once."""

from __future__ import annotations

from allauth.account.internal.flows import login
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.residents.people import UserFactory

from .world import ELSEWHERE, HERE, World

STAFF = ("editor", "moderator", "official", "cashier", "administrator")
# The last one works for the second municipality and asks there for what belongs to the first.
VISITORS = (
    "anonymous",
    "account",
    "owner",
    "other",
    *STAFF,
    "without second factor",
    "operator",
    "elsewhere",
)
IN_THE_ADMIN = (*STAFF, "operator", "elsewhere")


class Browser:
    """A visitor's browser: every request starts from the same cookies."""

    def __init__(self, who: str, world: World) -> None:
        self.who = who
        self.host = ELSEWHERE if who == "elsewhere" else HERE
        self.client = Client(raise_request_exception=False, headers={"host": self.host})
        self.user = _user(who, world)
        if self.user:
            sign_in(self.client, self.user, second_factor=who in IN_THE_ADMIN)
        self._cookies = self.client.cookies.copy()

    def ask(self, method: str, path: str, data: dict | None = None, **extra):
        """The answer, from a browser whose cookies nobody changed."""
        self.client.cookies = self._cookies.copy()
        return getattr(self.client, method.lower())(path, data or {}, **extra)


def sign_in(client: Client, user, *, second_factor: bool) -> None:
    """Sign a test client in, past the gate of the admin if asked."""
    client.force_login(user)
    if second_factor:
        TOTP.activate(user, "RATUSZDEMO234567RATUSZDEMO234567")
        session = client.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa"}]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()


def _user(who: str, world: World):
    if who == "anonymous":
        return None
    if who == "elsewhere":
        return world.elsewhere.people["administrator"]
    if who == "operator":
        return UserFactory(
            email="operator@example.org", is_staff=True, is_superuser=True, first_name="Marek"
        )
    if who == "without second factor":
        user = UserFactory(is_staff=True)
        user.groups.set(world.here.people["administrator"].groups.all())
        return user
    return world.here.people[who]
