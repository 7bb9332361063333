"""The app of these tests: it declares what is sent, and says when its worker listens."""

import os

from celery.schedules import crontab
from celery.signals import worker_ready
from django.apps import AppConfig
from django.conf import settings


class ReliabilityConfig(AppConfig):
    name = "tests.reliability"
    label = "reliability"
    deliveries = ("kinds.CaseAtTheOffice",)
    schedules = {"nightly": ("clock.note_a_night", crontab(hour=3, minute=0))}


@worker_ready.connect
def say_so(**_kwargs):
    (settings.VAR_DIR / f"ready-{os.getpid()}").touch()
