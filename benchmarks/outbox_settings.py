"""Settings of the outbox benchmark: the demo's, on PostgreSQL, with a broker of its own."""

import json

from cms.settings.database import postgresql, sqlite
from cms.settings.demo import *  # noqa: F403
from cms.settings.demo import VAR_DIR

CHOSEN = json.loads((VAR_DIR / "chosen.json").read_text())
if CHOSEN["database"]:
    DATABASES = {"default": postgresql(CHOSEN["database"])}
else:
    DATABASES = {"default": sqlite(VAR_DIR / "rows.sqlite3")}
DATABASE_ROUTERS = []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
SILENCED_SYSTEM_CHECKS = ["ratusz_residents.E001"]
CELERY_IMPORTS = ["benchmarks.outbox_work"]
