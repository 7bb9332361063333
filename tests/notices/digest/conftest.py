"""Officials of a municipality, and apps that contribute to the digest."""

import json

import pytest
from django.apps import apps

from cms.addonkit.vault import decrypt
from cms.connectors.outbox.models import OutboxDelivery
from tests.audit import people

RIGHT = "ratusz_connectors.change_outboxdelivery"


@pytest.fixture
def official(site):
    return people.official(RIGHT, sites=[site], first_name="Ewa", last_name="Nowak")


@pytest.fixture
def contributes(monkeypatch):
    """Let the sample add-on name functions of its `waiting.py` in its manifest."""

    def contributes(*names):
        paths = tuple(f"waiting.{name}" for name in names)
        monkeypatch.setattr(apps.get_app_config("sample"), "digest", paths)

    return contributes


@pytest.fixture
def mails():
    """The letters in the outbox."""

    def mails():
        rows = OutboxDelivery.objects.filter(kind="notices.mail").order_by("created_at")
        return [json.loads(decrypt(row.payload, context=row.context)) for row in rows]

    return mails
