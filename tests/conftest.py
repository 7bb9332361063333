"""What every test shares: no network but the loopback, and nothing left over from another test."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path

import pytest
from django.utils import translation

from tools import messages

pytest_plugins = ["tests.browser", "tests.wheel"]

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = Path(os.environ.get("RATUSZ_CONTRACTS", ROOT.parent / "shared" / "contracts"))

# The contract files of outside services lie beside the project: their tests run where they are.
collect_ignore = [] if CONTRACTS.is_dir() else ["contracts"]


def pytest_configure(config):
    """Compile the catalogues that changed: once a run, before any worker starts."""
    if not hasattr(config, "workerinput"):
        for app in messages.apps():
            messages.compile_changed(app)


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


def _is_loopback(host: str) -> bool:
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def only_the_loopback():
    """Refuse connections to other machines: a test that needs one is wrong."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        real = getattr(socket.socket, name)

        def connect(self, address, real=real):
            internet = self.family in {socket.AF_INET, socket.AF_INET6}
            if internet and not _is_loopback(str(address[0])):
                raise NetworkRefused(f"Tests reach only the loopback, not {address[0]}.")
            return real(self, address)

        patch.setattr(socket.socket, name, connect)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Drop the triggers that keep the audit: transactional tests empty every table.

    The tests of the triggers put them back for themselves.
    """
    from django.db import connection

    from cms.audit import triggers

    with django_db_blocker.unblock():
        triggers.drop(connection)


@pytest.fixture(autouse=True)
def no_locales_left_over():
    """Locales of a test are rolled back behind the process's back."""
    from cms.addonkit.languages import locales

    locales.forget()


@pytest.fixture(autouse=True)
def no_language_left_over():
    """Each test starts in the default language."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def operator(client, db):
    """A client of the installation's operator, past the gate of the admin."""
    from allauth.account.internal.flows import login
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_superuser("operator@example.org", "x")
    TOTP.activate(user, "RATUSZDEMO234567RATUSZDEMO234567")
    client.force_login(user)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa"}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client
