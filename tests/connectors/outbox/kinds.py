"""Deliveries for these tests whose other side is a script: what to answer, and what was asked."""

from collections import deque

from cms.connectors.outbox import Delivered, Delivery, Step
from cms.connectors.outbox.kinds import _registered


class ScriptedStep(Step):
    """Answers what it was told to, and remembers each call."""

    title = "Scripted"
    seconds = 5.0
    settles = 1.0
    attempts = 4

    def __init__(self, name, *answers, idempotent=False):
        self.name = name
        self.idempotent = idempotent
        self.answers = deque(answers)
        self.sent = []
        self.asked = []

    def send(self, parcel):
        self.sent.append(parcel)
        return self._answer()

    def _answer(self):
        answer = self.answers.popleft() if self.answers else Delivered(f"ref-{self.name}")
        if isinstance(answer, BaseException):
            raise answer
        return answer() if callable(answer) else answer


class AskableStep(ScriptedStep):
    """One whose other side can be asked."""

    def ask(self, parcel):
        self.asked.append(parcel)
        return self._answer()


def declare(monkeypatch, *steps, kind="test.letter"):
    """Declare a kind for the time of a test; returns its steps."""
    declared = type("Letter", (Delivery,), {"kind": kind, "title": "Letter", "steps": steps})()
    monkeypatch.setitem(_registered, kind, declared)
    return steps
