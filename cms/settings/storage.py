"""Static and uploaded files."""

from cms.settings.environment import BASE_DIR, VAR_DIR

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media" / "public"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, compressed, and the stylesheet folded into one file.
    "staticfiles": {"BACKEND": "cms.ui.staticfiles.OneStylesheetStorage"},
}
