"""What every connector must keep to, whatever the other side does. Used with its real simulator.

@pytest.mark.parametrize("mode", MISBEHAVIOUR)
def test_ledger_copes(simulators, mode):
    assert_copes(simulators, "dues", mode, lambda: read_ledger(subject))
"""

import time

from cms.connectors.results import Fresh, Reason, Stale, Unavailable

# What the wire may do, and what a reader must say about it.
MISBEHAVIOUR = {
    "drip_headers": {Reason.TIMEOUT},
    "drip": {Reason.TIMEOUT},
    "silent": {Reason.TIMEOUT},
    "reset": {Reason.REFUSED, Reason.GARBAGE},
    "cut": {Reason.GARBAGE},
    "truncated": {Reason.GARBAGE},
    "garbage": {Reason.GARBAGE},
    "html": {Reason.GARBAGE},
    "redirect": {Reason.REFUSED},
    "error_500": {Reason.FAULT},
    "huge": {Reason.TOO_LARGE, Reason.TIMEOUT},
}
PAGE_SECONDS = 2.0
OVERSHOOT = 0.5

# What the simulators put into their faults and error pages: it may never come out of a connector.
SECRETS = ("ORA-", "10.0.0.1", "secret@")


def assert_copes(simulators, name, mode, read, *, reasons=None, seconds=PAGE_SECONDS):
    """Read while a simulator misbehaves: a typed result that is not fresh, for the right reason.

    Args:
        simulators: what `running_simulators` gave.
        name: the simulator's name.
        mode: how it misbehaves: of the wire, or one of its own (then give `reasons`).
        read: makes one read, with a page's whole deadline, and gives the result.
        reasons: the reasons that are right for this mode.
        seconds: the deadline of that read.

    Returns:
        The result, `Stale` or `Unavailable`.

    """
    simulators.set_mode(name, mode)
    started = time.monotonic()
    try:
        result = read()
    finally:
        took = time.monotonic() - started
        simulators.set_mode(name, "ok")
    assert took < seconds + OVERSHOOT, f"{mode}: {took:.2f} s"
    assert isinstance(result, Stale | Unavailable), f"{mode}: {type(result).__name__}"
    assert result.reason in (reasons or MISBEHAVIOUR[mode]), f"{mode}: {result.reason}"
    return result


def assert_answers(simulators, name, read, *, mode="ok"):
    """Read while a simulator behaves (`ok`, `slow`): a fresh result, which is returned."""
    simulators.set_mode(name, mode)
    try:
        result = read()
    finally:
        simulators.set_mode(name, "ok")
    assert isinstance(result, Fresh), result
    return result


def assert_no_secrets(shown):
    """Nothing of the other side's inner life is in what was shown or logged."""
    assert not [secret for secret in SECRETS if secret in shown]
