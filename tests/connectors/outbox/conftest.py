"""A municipality, and short names for what these tests do again and again."""

import datetime

import pytest
from django.db.models import F

from cms.connectors.outbox import enqueue
from cms.connectors.outbox.claiming import claim_due
from cms.connectors.outbox.models import OutboxDelivery, OutboxEvent, OutboxStep
from cms.connectors.outbox.running import drain
from tests.audit import people

from .kinds import AskableStep, declare

RIGHT = "ratusz_connectors.change_outboxdelivery"
# The gates in front of the admin have tests of their own.
GATES = ("cms.staff.", "cms.residents.")


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def without_gates(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(GATES)]


@pytest.fixture
def official(site, other_site, client, without_gates):
    """Signed in, with the right for the first site only."""
    made = people.official(RIGHT, sites=[site], first_name="Ewa", last_name="Nowak")
    client.force_login(made)
    return made


@pytest.fixture
def put(site):
    """Put a letter into the outbox; gives its row."""

    def put(payload=None, **options):
        receipt = enqueue("test.letter", site=site, payload=payload or {"text": "x"}, **options)
        return OutboxDelivery.objects.get(pk=receipt.id)

    return put


@pytest.fixture
def letter(monkeypatch):
    """Declare the letter's steps; without any, one that can be asked."""

    def letter(*steps):
        return declare(monkeypatch, *(steps or (AskableStep("send"),)))

    return letter


@pytest.fixture
def later():
    """Let time pass: the clock is the database's, so everything that is due is moved back."""

    def later(seconds=24 * 60 * 60):
        step = datetime.timedelta(seconds=seconds)
        OutboxStep.objects.filter(due_at__isnull=False).update(due_at=F("due_at") - step)
        OutboxStep.objects.filter(sent_at__isnull=False).update(sent_at=F("sent_at") - step)

    return later


@pytest.fixture
def work():
    """Do what is due now."""
    return lambda: drain(seconds=10)


@pytest.fixture
def die():
    """Claim a step as a worker does, and die with it."""
    return claim_due


@pytest.fixture
def states():
    """The states of a delivery's steps."""

    def states(delivery):
        delivery.refresh_from_db()
        return [*delivery.steps.values_list("state", flat=True), delivery.state]

    return states


@pytest.fixture
def history():
    """What happened to a delivery, in order."""

    def history(delivery):
        rows = OutboxEvent.objects.filter(step__delivery=delivery)
        return list(rows.values_list("what", flat=True))

    return history
