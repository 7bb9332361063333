"""The tests' settings on a database file of their own, without the sample of the other tests."""

from cms.settings.environment import VAR_DIR
from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("tests.")]
DATABASES = {
    "default": {
        **DATABASES["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "db.sqlite3",
        "OPTIONS": {"timeout": 20},
    }
}
