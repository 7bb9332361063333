"""What the benchmark's workers do: note a key. The same for a bare task and for a delivery."""

from __future__ import annotations

import os

from celery import shared_task
from django.conf import settings

from cms.connectors.outbox.kinds import Delivery, Parcel, Step, register
from cms.connectors.outbox.outcomes import Asked, Delivered, NotThere, Sent


def note(key: str) -> None:
    """Append a line to the file of what was done; the system keeps lines of processes apart."""
    file = os.open(settings.VAR_DIR / "done", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, f"{key}\n".encode())
    finally:
        os.close(file)


@shared_task(name="benchmark.bare", ignore_result=True)
def bare(key: str) -> None:
    """A bare Celery task: nothing is stored before or after."""
    note(key)


class Note(Step):
    """The same work as a step of the outbox; it is never sent twice."""

    name = title = "note"

    def send(self, parcel: Parcel) -> Sent:
        """Note the key."""
        note(parcel.key)
        return Delivered()

    def ask(self, parcel: Parcel) -> Asked:
        """Nobody asks in a benchmark without a crash."""
        return NotThere()


@register
class Noted(Delivery):
    """A delivery of that one step."""

    kind = "benchmark.noted"
    title = "Noted"
    steps = (Note(),)
