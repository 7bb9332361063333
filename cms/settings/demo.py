"""The demo and development: SQLite, simulators, secrets made on the first start."""

import os

from cms.settings import secrets_file
from cms.settings.environment import VAR_DIR, integer, text

_secrets = secrets_file.load_or_create(VAR_DIR / "demo-secrets.env")

from .base import *  # noqa: E402, F403
from .database import sqlite  # noqa: E402
from .jobs import folder_broker  # noqa: E402

DEMO = True
DEMO_PORT = integer("DEMO_PORT", 8000)
SIMULATORS_PORT = integer("SIMULATORS_PORT", 8100)
# The simulators' mailbox takes mail here.
MAILBOX_PORT = integer("MAILBOX_PORT", SIMULATORS_PORT + 25)
RATUSZ_DEMO_PASSWORD = text("RATUSZ_DEMO_PASSWORD", "demo-Ratusz-2026")

DEBUG = False
SECRET_KEY = _secrets["RATUSZ_SECRET_KEY"]
# The connectors and the simulators of the demo read the same credentials from the environment.
os.environ.setdefault("RATUSZ_DUES_SECRET", _secrets["RATUSZ_DUES_SECRET"])
RATUSZ_VAULT_KEYS = [_secrets["RATUSZ_VAULT_KEYS"]]
RATUSZ_HASH_KEY = _secrets["RATUSZ_HASH_KEY"]

ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
WAGTAILADMIN_BASE_URL = f"http://localhost:{DEMO_PORT}"

# Beside the database that knows them: the sweeper removes what a database does not know.
STORAGES["private"]["OPTIONS"] = {"location": VAR_DIR / "private"}

DATABASES = {
    "default": sqlite(VAR_DIR / "db.sqlite3"),
    "cache": sqlite(VAR_DIR / "cache.sqlite3"),
}
DATABASE_ROUTERS = ["cms.settings.database.CacheRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ratusz_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # or old limits fall out
    },
}

CELERY_BROKER_URL = text("RATUSZ_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT_OPTIONS = folder_broker(VAR_DIR / "queue")

RATUSZ_OUTBOUND_HOSTS = [f"localhost:{SIMULATORS_PORT}", f"127.0.0.1:{SIMULATORS_PORT}"]

EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = MAILBOX_PORT
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "urzad@gmina-pulawy.example"
