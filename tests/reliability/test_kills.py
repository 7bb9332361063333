"""`kill -9` of the worker and of the web process anywhere in a delivery of three steps.

Every point is passed once by `make test`, three times by `make verify` (REL-01, REL-08).
"""

import uuid

import pytest

from .processes import wait_for

# The database is copied, so it must be there.
pytestmark = pytest.mark.django_db

ROUNDS = [1, *(pytest.param(number, marks=pytest.mark.verify) for number in (2, 3))]
IN_THE_WORKER = [
    f"{point}-{step}" for step in (1, 2, 3) for point in ("claimed", "sent", "recorded")
]
IN_THE_WEB = ["put-in", "committed", "woken"]


@pytest.fixture(params=ROUNDS, ids=lambda number: f"round {number}")
def token(request):
    return str(uuid.uuid4())


@pytest.mark.parametrize("point", IN_THE_WORKER)
def test_worker_and_web_killed_between_two_steps(installation, delivered_once, token, point):
    installation.start("worker", "web", crash_at=point)

    number, _ = installation.put(token)
    wait_for(lambda: installation.died("worker"), 30, f"the worker did not come to {point}")
    installation.kill("web")
    installation.kill("worker")
    before = installation.received(token)
    installation.start("web", "worker")

    delivered_once(token, number)
    assert len(before) == int(point[-1]) - point.startswith("claimed")


@pytest.mark.parametrize("point", IN_THE_WEB)
def test_web_killed_while_it_takes_the_form(installation, delivered_once, token, point):
    installation.start("web", "worker", crash_at=point)

    with pytest.raises(OSError, match=r"."):
        installation.put(token)
    installation.kill("web")
    installation.start("web")
    number, _ = installation.put(token)  # a resident sends the form again

    delivered_once(token, number)
