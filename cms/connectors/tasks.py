"""The background tasks. Their arguments are ids: a message holds nothing about anybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import current_app, shared_task
from celery.exceptions import WorkerShutdown
from celery.signals import worker_ready, worker_shutting_down

from . import schedules
from .outbox import running, sweeping


@shared_task(name="ratusz.outbox.deliver", ignore_result=True)
def deliver(delivery_id: str) -> None:
    """The wake-up: do what is due of one delivery."""
    running.deliver(UUID(delivery_id))


@shared_task(name="ratusz.outbox.sweep", ignore_result=True)
def sweep() -> None:
    """The guarantee: find what is due, whatever became of its wake-up."""
    helpers = sweeping.helpers_wanted()
    for _ in range(helpers):
        drain.apply_async(expires=sweeping.HELPER_EXPIRES, retry=False)
    running.drain(sweeping.SECONDS)


@shared_task(name="ratusz.outbox.drain", ignore_result=True)
def drain() -> None:
    """Help the sweeper with a long queue."""
    running.drain(sweeping.SECONDS)


@shared_task(name="ratusz.schedules.tick", ignore_result=True)
def tick() -> None:
    """Look which schedules are due, and have each of them run."""
    for row_id in schedules.due():
        run_schedule.apply_async((row_id,), retry=False)


@shared_task(name="ratusz.schedules.run", ignore_result=True)
def run_schedule(row_id: int) -> None:
    """Run one schedule, if nobody else does."""
    schedules.run(row_id)


@worker_ready.connect
def look_at_once(**_kwargs: Any) -> None:
    """A worker that starts may be the first one after a night off."""
    sweep.apply_async(retry=False)
    tick.apply_async(retry=False)


@worker_shutting_down.connect
def stop_early(how: str = "", exitcode: int = 0, **_kwargs: Any) -> None:
    """Claim nothing more; what is being sent is still recorded.

    Raises:
        WorkerShutdown: the broker is a folder. Celery would look into it for four more seconds,
            and whoever runs the demo kills it after five.

    """
    running.stopping.set()
    if how == "Warm" and str(current_app.conf.broker_url).startswith("filesystem"):
        raise WorkerShutdown(exitcode)
