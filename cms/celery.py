"""The Celery application: `celery -A cms worker`, `celery -A cms beat`.

Messages are JSON and carry ids only; results are not kept, because the database is the truth.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")

app = Celery("ratusz")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
