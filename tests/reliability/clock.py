"""What runs every night, and how a test lets nights pass."""

import datetime

from django.conf import settings
from django.db.models import F

from cms.connectors import schedules
from cms.connectors.models import ScheduleState

NAME = "reliability.nightly"


def note_a_night():
    with (settings.VAR_DIR / "nights").open("a") as file:
        file.write("done\n")


def be_off_for_three_nights():
    """As if no scheduler had run: it was due three nights ago."""
    schedules.due()  # makes the row when there is none yet
    gone = datetime.timedelta(days=3)
    ScheduleState.objects.filter(name=NAME).update(due_at=F("due_at") - gone)
