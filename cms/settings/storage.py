"""Static and uploaded files."""

import os

from cms.settings.environment import BASE_DIR, VAR_DIR

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
# A demo with a folder of its own keeps its pictures there, too.
_MEDIA_DIR = VAR_DIR if "RATUSZ_VAR" in os.environ else BASE_DIR
MEDIA_ROOT = _MEDIA_DIR / "media" / "public"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, compressed, and the stylesheet folded into one file.
    "staticfiles": {"BACKEND": "cms.ui.staticfiles.OneStylesheetStorage"},
}
