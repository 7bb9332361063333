"""Wagtail: nothing of the admin talks to another host."""

from cms.settings.environment import text

WAGTAIL_SITE_NAME = "Ratusz"
WAGTAILADMIN_BASE_URL = text("RATUSZ_BASE_URL", "http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "rtf", "txt", "xlsx", "zip"]

# The page types that `manage.py demo` makes, so that no add-on imports pages.
RATUSZ_DEMO_PAGES = {
    "home": "ratusz_pages.HomePage",
    "content": "ratusz_pages.ContentPage",
    "portal": "ratusz_pages.PortalPage",
}
