"""Static and uploaded files."""

import os
from pathlib import Path
from typing import Any

from cms.settings.environment import BASE_DIR, VAR_DIR, text

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
# A demo with a folder of its own keeps its pictures there, too.
_MEDIA_DIR = VAR_DIR if "RATUSZ_VAR" in os.environ else BASE_DIR
MEDIA_ROOT = _MEDIA_DIR / "media" / "public"

# Sealed files of residents; never inside a folder that is served.
PRIVATE_ROOT = Path(text("RATUSZ_PRIVATE_ROOT", str(_MEDIA_DIR / "media" / "private")))

# Large uploads wait in a file without a name instead of one in /tmp.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cms.files.receiving.PrivateUploadHandler",
]
RATUSZ_REQUEST_MAX_BYTES = 100 * 1024 * 1024  # of one request, all its files together
RATUSZ_FILE_LINK_SECONDS = 15 * 60
# unix:/path or tcp:host:port of clamd; empty: uploads are not searched.
RATUSZ_CLAMD = text("RATUSZ_CLAMD", "")
RATUSZ_CLAMD_SECONDS = 20.0

STORAGES: dict[str, dict[str, Any]] = {
    "private": {
        "BACKEND": "cms.files.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, compressed, and the stylesheet folded into one file.
    "staticfiles": {"BACKEND": "cms.ui.staticfiles.OneStylesheetStorage"},
}
