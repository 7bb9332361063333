"""Tests: the same parts as the demo, on a throw-away database."""

import base64
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .database import SQLITE_OPTIONS, postgresql
from .environment import text

INSTALLED_APPS = [
    "tests.sample.apps.SampleConfig",
    "tests.outside.water.apps.WaterConfig",
    "tests.outside.library.apps.LibraryConfig",
    *INSTALLED_APPS,
]

SECRET_KEY = "tests-only-" + "x" * 50
RATUSZ_VAULT_KEYS = ["test:" + base64.b64encode(b"t" * 32).decode("ascii")]
RATUSZ_HASH_KEY = base64.b64encode(b"h" * 32).decode("ascii")

DEBUG = False
DEMO = True
DEMO_PORT = 80
SIMULATORS_PORT = 8100
RATUSZ_DEMO_PASSWORD = "demo-Ratusz-2026"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
WAGTAILADMIN_BASE_URL = "http://localhost"

_postgres_url = text("TEST_POSTGRES_URL", "")
DATABASES = {
    "default": postgresql(_postgres_url)
    if _postgres_url
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"transaction_mode": SQLITE_OPTIONS["transaction_mode"], "timeout": 20},
    },
}
CELERY_BROKER_URL = "memory://"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ratusz_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # or old limits fall out
    },
}

# What makes tests fast and says nothing about the product.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "private": {
        "BACKEND": "cms.files.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": Path(tempfile.gettempdir()) / "ratusz-test-private"},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.gettempdir()) / "ratusz-test-media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "urzad@gmina-pulawy.example"
WHITENOISE_AUTOREFRESH = True
