"""Where the tests let a process die: the one place that reads `RATUSZ_CRASH_AT`.

The variable names one point. Production settings refuse to start with it, and without demo settings
it does nothing.
"""

from __future__ import annotations

import os
import signal

from django.conf import settings

_AT = os.environ.get("RATUSZ_CRASH_AT", "")


def crash_point(name: str) -> None:
    """Die as a machine without power does, if this is the point that was named."""
    if _AT and name == _AT and getattr(settings, "DEMO", False):
        os.kill(os.getpid(), signal.SIGKILL)
