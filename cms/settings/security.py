"""Headers and cookies that protect the people who use the portal."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Public pages and the portal: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
# The Wagtail admin: what Wagtail 8 and wagtail-localize need, and no other host.
CONTENT_SECURITY_POLICY_ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a long page in the editor has many

# Paths that are exempt from the CSRF token, with the reason. Nothing else may be (a test says so).
RATUSZ_CSRF_EXEMPT = {
    "/_addons/": "machines call here; each endpoint proves its caller itself",
    "/_display/": "sets this browser's look only; a token would make public pages uncacheable",
}
