"""Settings of the real processes that these tests start and kill; the rest is the tests' own."""

import json

from cms.settings.environment import VAR_DIR, text
from cms.settings.jobs import folder_broker
from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, INSTALLED_APPS, RATUSZ_VAULT_KEYS

# What the test that started us chose.
CHOSEN = json.loads((VAR_DIR / "chosen.json").read_text())

INSTALLED_APPS = ["tests.reliability.apps.ReliabilityConfig", *INSTALLED_APPS]
ROOT_URLCONF = "tests.reliability.urls"
VAR_DIR = VAR_DIR  # noqa: PLW0127 - a setting, too

if "sqlite" in DATABASES["default"]["ENGINE"]:
    from cms.settings.database import sqlite

    DATABASES = {"default": sqlite(VAR_DIR / "db.sqlite3")}
else:
    DATABASES["default"]["NAME"] = CHOSEN["database"]

CELERY_BROKER_URL = text("RATUSZ_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT_OPTIONS = folder_broker(VAR_DIR / "queue")

RATUSZ_VAULT_KEYS = CHOSEN.get("vault_keys", RATUSZ_VAULT_KEYS)
RECEIVER = CHOSEN["receiver"]
RATUSZ_OUTBOUND_HOSTS = [RECEIVER]
RATUSZ_OUTBOX_LEASE = CHOSEN["lease"]
RATUSZ_OUTBOX_BACKOFF = 1.0
CELERY_BEAT_SCHEDULE = {
    "outbox": {"task": "ratusz.outbox.sweep", "schedule": CHOSEN["sweep"]},
    "schedules": {"task": "ratusz.schedules.tick", "schedule": CHOSEN["sweep"]},
}
