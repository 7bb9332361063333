"""Work in the background: Celery carries wake-ups, the database says what there is to do."""

from pathlib import Path
from typing import Any

# Every process of this project gets our Celery application, not only the worker: whoever puts
# something into the outbox sends a wake-up.
from cms.celery import app as celery_app  # noqa: F401

# A broker that has vanished without a word is noticed within half a minute.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_keepalive": True, "health_check_interval": 25}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # the worker waits for its broker as long as it takes
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False

CELERY_TASK_DEFAULT_QUEUE = "ratusz"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Warsaw"

# Any number of schedulers may run: these tasks look into the database for what is due, and take it
# with a lease. So a scheduler needs no memory between its starts either.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "outbox": {"task": "ratusz.outbox.sweep", "schedule": 15.0},
    "schedules": {"task": "ratusz.schedules.tick", "schedule": 30.0},
}


def folder_broker(folder: Path) -> dict[str, Any]:
    """The transport options of `filesystem://`, the broker of a single machine. Makes the folders.

    Args:
        folder: where the messages lie.

    """
    control = folder.with_name(f"{folder.name}-control")
    for each in (folder, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(control),
        "store_processed": False,
        "polling_interval": 0.1,  # seconds
    }
