"""What every installation shares. Each topic has a file of its own beside this one."""

from cms.addonkit.discovery import discover
from cms.settings.environment import BASE_DIR

from .accounts import *  # noqa: F403
from .connectors import *  # noqa: F403
from .i18n import *  # noqa: F403
from .jobs import *  # noqa: F403
from .logging import *  # noqa: F403
from .mail import *  # noqa: F403
from .security import *  # noqa: F403
from .storage import *  # noqa: F403
from .wagtail import *  # noqa: F403

PLATFORM_APPS = [
    "cms.demo",
    "cms.residents",
    "cms.staff",
    "cms.notices",
    "cms.theme",
    "cms.clauses",
    "cms.directory",
    "cms.files",
    "cms.connectors.health",
    "cms.connectors",
    "cms.audit",
    "cms.ui",
    "cms.addonkit",
    "cms.users",
]

# The add-ons of this repository; installed packages announce themselves by entry point.
INTREE_ADDONS = {
    "dues": "addons.dues.apps.DuesConfig",
}

INSTALLED_APPS = [
    *discover(INTREE_ADDONS),
    "pages",
    *PLATFORM_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.connectors.health.probes.ProbeMiddleware",  # before all that redirects or refuses
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.ui.headers.ResponseHeadersMiddleware",
    "cms.csp.PolicyByPathMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cms.files.receiving.UploadLimitsMiddleware",  # before anything reads a body
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.residents.middleware.SessionOfOneSiteMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.staff.gate.SecondFactorGateMiddleware",
    "cms.addonkit.middleware.AddonkitMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.theme.context.municipality",
            ],
        },
    },
]
FORM_RENDERER = "cms.ui.forms.UiFormRenderer"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

PROJECT_DIR = BASE_DIR
