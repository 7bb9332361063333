"""Running checks so that none can break, delay or block another.

Each runs in a thread of its own. A thread cannot be killed: one whose check hangs is left behind,
and its check is not begun again in this process until it has ended.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connections
from django.utils.translation import gettext_lazy as _

from cms.addonkit.request_state import fresh_state
from cms.connectors.base import Finding
from cms.connectors.deadline import Deadline
from cms.connectors.errors import place_of
from cms.connectors.gate import refuse_in_transaction
from cms.connectors.results import Reason

from .subjects import Subject

if TYPE_CHECKING:
    from wagtail.models import Site

SECONDS = 9.0
"""How long a check may take before it counts as hanging."""

AT_ONCE = 8
"""How many run side by side."""

HANGS = Finding(
    _("The check did not end in time."),
    advice=_("Tell the portal's operator if this stays so."),
    reason=Reason.TIMEOUT,
)
FAILED = Finding(_("The check itself failed."), advice=_("Tell the portal's operator."))

logger = logging.getLogger(__name__)
_running: dict[tuple[str, int], threading.Thread] = {}
_lock = threading.Lock()


@dataclass(slots=True)
class Outcome:
    """What a check came to. It counts as hanging until it has ended."""

    findings: tuple[Finding, ...] = (HANGS,)
    milliseconds: int = 0
    ended: threading.Event = field(default_factory=threading.Event)


def run_all(
    site: Site, subjects: Sequence[Subject], *, seconds: float = SECONDS
) -> Iterator[tuple[Subject, Outcome]]:
    """Run checks side by side, and give each its outcome as soon as its group has ended.

    It takes at most `seconds` for each group of `AT_ONCE`, whatever the checks do.

    Args:
        site: the municipality.
        subjects: what to check.
        seconds: how long one check may take.

    Raises:
        OutboundInTransaction: a database transaction is open (programming error).

    """
    refuse_in_transaction()
    for start in range(0, len(subjects), AT_ONCE):
        group = subjects[start : start + AT_ONCE]
        deadline = Deadline(seconds)
        begun = [(subject, _begin(site, subject)) for subject in group]
        for subject, outcome in begun:
            yield subject, _awaited(outcome, deadline, seconds)


def _begin(site: Site, subject: Subject) -> Outcome:
    outcome = Outcome()
    key = (subject.name, site.pk)
    with _lock:
        known = _running.get(key)
        if known is not None and known.is_alive():
            logger.error("check %s of site %s still hangs", subject.name, site.pk)
            outcome.ended.set()
            return outcome
        thread = threading.Thread(
            target=_work, args=(site, subject, outcome), name=f"check {subject.name}", daemon=True
        )
        _running[key] = thread
    thread.start()
    return outcome


def _awaited(outcome: Outcome, deadline: Deadline, seconds: float) -> Outcome:
    if outcome.ended.wait(deadline.remaining()):
        return outcome
    # Another object: the thread that hangs still holds the first one.
    return Outcome(milliseconds=round(seconds * 1000))


def _work(site: Site, subject: Subject, outcome: Outcome) -> None:
    began = time.monotonic()
    try:
        with fresh_state():
            findings = _checked(subject.run(site))
    except Exception as error:  # noqa: BLE001 - an add-on's code may raise anything
        logger.error("check %s failed: %s", subject.name, place_of(error))
        findings = (Finding(FAILED.message, advice=FAILED.advice, detail=type(error).__name__),)
    finally:
        connections.close_all()
    outcome.milliseconds = round((time.monotonic() - began) * 1000)
    outcome.findings = findings
    outcome.ended.set()


def _checked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    found = tuple(findings)
    wrong = [type(one).__name__ for one in found if not isinstance(one, Finding)]
    if wrong:
        message = f"a check gave {wrong[0]} instead of Finding"
        raise TypeError(message)
    return found
