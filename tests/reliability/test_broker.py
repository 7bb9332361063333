"""The broker is gone, or hangs: the receipt comes at once, the delivery after the broker (REL-07).

The broker is a Redis of these tests' own.
"""

import os
import signal
import subprocess
import time
import uuid

import pytest

from tools.portal import free_ports

from .processes import Installation, wait_for

# The database is copied, so it must be there.
pytestmark = pytest.mark.django_db

LONGEST_RECEIPT = 2.0
LONGEST_DELIVERY = 120.0
SWEEP = 15.0  # as in production
LEASE = 60.0


class Redis:
    """A Redis server that can be stopped, hung and started again."""

    def __init__(self, var):
        self.port = free_ports(1)[0]
        self.var = var
        self.process = None

    @property
    def address(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self.var)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for(self.answers, 10, "redis does not answer")

    def answers(self):
        command = ["redis-cli", "-p", str(self.port), "ping"]
        return subprocess.run(command, capture_output=True, check=False).stdout == b"PONG\n"

    def stop(self):
        if self.process:
            os.kill(self.process.pid, signal.SIGCONT)
            self.process.kill()
            self.process.wait()
            self.process = None

    def hang(self):
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.process.pid, signal.SIGCONT)


@pytest.fixture
def redis(tmp_path):
    redis = Redis(tmp_path)
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()


@pytest.fixture
def by_redis(installation, redis):
    """The same installation with Redis for a broker, and the times of production."""
    chosen = Installation(
        installation.var,
        database=installation.chosen["database"],
        lease=LEASE,
        sweep=SWEEP,
        broker=redis.address,
    )
    try:
        chosen.start("receiver", "web", "worker")
        yield chosen
    finally:
        chosen.stop()


# After a long outage the worker looks for its broker only every half minute.
OUTAGES = [5, pytest.param(150, marks=pytest.mark.verify)]


@pytest.mark.parametrize("outage", OUTAGES, ids=lambda seconds: f"{seconds} s")
def test_broker_stopped_and_hung(by_redis, redis, outage):
    """One installation for both: starting the processes is what takes long here."""
    number, seconds, _ = _put(by_redis)
    assert seconds < LONGEST_RECEIPT
    assert by_redis.wait_until_delivered(number, SWEEP - 1)  # woken, not swept

    redis.stop()
    stopped = [_put(by_redis) for _ in range(3)]
    time.sleep(outage)
    redis.start()
    _all_delivered(by_redis, stopped)

    redis.hang()
    hung = [_put(by_redis) for _ in range(3)]
    time.sleep(outage)
    redis.go_on()
    _all_delivered(by_redis, hung)


def _put(installation):
    token = str(uuid.uuid4())
    number, seconds = installation.put(token)
    return number, seconds, token


def _all_delivered(installation, puts):
    back = time.monotonic()
    for number, seconds, token in puts:
        assert seconds < LONGEST_RECEIPT
        installation.wait_until_delivered(number, LONGEST_DELIVERY - (time.monotonic() - back))
        assert installation.received(token) == ["case", "file", "close"]
    print(
        f"receipts after {max(seconds for _, seconds, _ in puts):.2f} s at most,"
        f" delivered {time.monotonic() - back:.1f} s after the broker came back"
    )
