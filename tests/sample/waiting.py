"""What the sample add-on has for the officials' daily summary: well behaved, and not."""

import threading
import time

NEVER = threading.Event()


def waiting(site):
    from django.utils.translation import get_language

    yield f"2 reports wait ({get_language()}) at {site.site_name}.", 2, "/admin/reports/"


def nothing(site):
    return ()


def fails(site):
    raise ValueError("85010112349")


def hangs(site):
    NEVER.wait(5)
    time.sleep(0)
    return ()


def nonsense(site):
    return [("A text without a number", "many", "")]
