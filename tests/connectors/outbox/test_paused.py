"""A step whose system is left alone waits, and nothing of it leaves."""

import pytest

from cms.connectors import breaker
from cms.connectors.calls import Purpose
from cms.connectors.errors import Refused as NotReached
from cms.connectors.models import Call
from tests.connectors.ledger import LedgerSource

from .kinds import ScriptedStep

pytestmark = pytest.mark.django_db


def test_a_step_is_not_sent_while_the_breaker_of_its_system_is_open(
    letter, put, work, later, states, site
):
    nobody = NotReached("nobody answers")
    nobody.may_have_arrived = False
    (step,) = letter(ScriptedStep("send", *[nobody] * breaker.FAILURES))
    step.connector, step.attempts = LedgerSource, 100
    delivery = put()
    for _ in range(breaker.FAILURES):
        work()
        later()

    work()

    assert len(step.sent) == breaker.FAILURES
    assert states(delivery) == ["waiting", "open"]
    assert breaker.state_of(LedgerSource, site.pk).phase is breaker.Phase.OPEN
    calls = Call.objects.filter(connector=LedgerSource.name, purpose=Purpose.DELIVERY)
    assert set(calls.values_list("outcome", flat=True)) == {"refused"}
