"""Three schedulers and three workers: each schedule once, after nights off too (REL-22)."""

import time

import pytest

from .processes import Installation, wait_for

# The database is copied, so it must be there.
pytestmark = pytest.mark.django_db

SCHEDULERS = 3
OFF = "from tests.reliability.clock import be_off_for_three_nights as off; off()"


@pytest.fixture
def workers(installation):
    """Several installations on one database and broker, each with a worker and a scheduler."""
    copies = [installation]
    for _ in range(SCHEDULERS - 1):
        copy = Installation(installation.var)
        copy.chosen = installation.chosen
        copies.append(copy)
    yield copies
    for copy in copies:
        copy.stop()


def test_three_schedulers_run_each_schedule_once_after_nights_off(installation, workers):
    nights = installation.var / "nights"
    for worker in workers:
        worker.start("worker")

    for expected in (1, 2):
        installation.manage("shell", "--no-imports", "-c", OFF)
        wait_for(lambda least=expected: _lines(nights) >= least, 30, "the schedule did not run")
        time.sleep(4)  # each scheduler looks every second

        assert _lines(nights) == expected


def _lines(file):
    return len(file.read_text().splitlines()) if file.exists() else 0
