"""System checks: deliveries are declared so that they can be sent once, and found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from . import timing
from .kinds import Delivery, declared_classes


@register()
def check_deliveries(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Kinds and steps have names of their own; no step may outlast its lease."""
    classes = declared_classes()
    kinds = Counter(delivery.kind for delivery in classes)
    for delivery in classes:
        name = f"{delivery.__module__}.{delivery.__name__}"
        problems = list(_problems(delivery))
        if kinds[delivery.kind] > 1:
            problems.append(f"has the kind {delivery.kind!r}, as another delivery has.")
        for problem in problems:
            yield Error(f"{name} {problem}", id="ratusz_connectors.E003")
        for step in delivery.steps:
            if not (step.idempotent or step.askable or step.unaskable):
                yield Warning(
                    f"{name}: nobody can be asked about the step {step.name!r}.",
                    hint="An official decides each time its outcome is unknown. Write `ask`, or "
                    "say `idempotent = True` if a second call harms nobody, or `unaskable = True`.",
                    id="ratusz_connectors.W002",
                )


def _problems(delivery: type[Delivery]) -> Iterable[str]:
    if "." not in delivery.kind or not delivery.title:
        yield "needs a kind `<app>.<what>` and a title."
    names = [step.name for step in delivery.steps]
    if not names or "" in names or len(set(names)) < len(names):
        yield "needs steps, each with a name of its own."
    longest = timing.longest_call()
    for step in delivery.steps:
        if not step.title:
            yield f"has a step {step.name!r} without a title."
        if not 0 < step.seconds <= longest:
            yield f"lets the step {step.name!r} take more than {longest:.0f} seconds."
        if step.attempts < 1:
            yield f"never sends the step {step.name!r}."
