"""Production: PostgreSQL, Redis, TLS. Refuses to start with unsafe values."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .database import postgresql
from .environment import integer, text, words

DEMO = False
DEBUG = False
SECRET_KEY = text("RATUSZ_SECRET_KEY")
ALLOWED_HOSTS = words("RATUSZ_HOSTS")

DATABASES = {"default": postgresql(text("RATUSZ_DATABASE_URL"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": text("RATUSZ_REDIS_URL"),
        # Nobody waits longer for a cache that hangs: it counts as one that is down.
        "OPTIONS": {"socket_timeout": 1.0, "socket_connect_timeout": 1.0},
    },
}

CELERY_BROKER_URL = text("RATUSZ_BROKER_URL")

EMAIL_HOST = text("RATUSZ_SMTP_HOST")
EMAIL_PORT = integer("RATUSZ_SMTP_PORT", 587)
EMAIL_HOST_USER = text("RATUSZ_SMTP_USER", "")
EMAIL_HOST_PASSWORD = text("RATUSZ_SMTP_PASSWORD", "")
_smtp_tls = text("RATUSZ_SMTP_TLS", "starttls")
EMAIL_USE_TLS = _smtp_tls == "starttls"
EMAIL_USE_SSL = _smtp_tls == "implicit"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("RATUSZ_MAIL_FROM")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
ALLAUTH_TRUSTED_PROXY_COUNT = integer("RATUSZ_TRUSTED_PROXIES", 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def _refuse_unsafe() -> None:
    problems = []
    if len(SECRET_KEY) < 50 or "tests-only" in SECRET_KEY:  # noqa: PLR2004
        problems.append("RATUSZ_SECRET_KEY must be a random value of at least 50 characters.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        problems.append("RATUSZ_HOSTS must list the host names of the municipalities, without *.")
    if not RATUSZ_VAULT_KEYS or any(
        key.startswith(("demo:", "test:")) for key in RATUSZ_VAULT_KEYS
    ):
        problems.append("RATUSZ_VAULT_KEYS must hold keys made for this installation.")
    if not RATUSZ_HASH_KEY:
        problems.append("RATUSZ_HASH_KEY must be set.")
    if not CELERY_BROKER_URL.startswith(("redis://", "rediss://", "amqp://", "amqps://")):
        problems.append("RATUSZ_BROKER_URL must be the address of Redis or RabbitMQ.")
    if not (EMAIL_USE_TLS or EMAIL_USE_SSL):
        problems.append(
            "RATUSZ_SMTP_TLS must be starttls or implicit: mail is never sent in clear."
        )
    if text("RATUSZ_CRASH_AT", ""):
        problems.append("RATUSZ_CRASH_AT lets processes die: it is for tests only.")
    if problems:
        raise ImproperlyConfigured(" ".join(problems))


_refuse_unsafe()
