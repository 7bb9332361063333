"""Languages: Polish at `/`, English at `/en/`, Ukrainian at `/uk/`."""

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English"), ("uk", "Українська")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
USE_THOUSAND_SEPARATOR = True
