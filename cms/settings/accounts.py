"""Accounts: e-mail sign-in by django-allauth under our templates."""

AUTH_USER_MODEL = "ratusz_users.User"

# Refuses whoever is nobody at the municipality of the request's host.
AUTHENTICATION_BACKENDS = ["cms.residents.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.residents.passwords.LocalWordsValidator"},
]

LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "cms.residents.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail from us
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the owner hears of a new password or second factor
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_FORMS = {
    "login": "cms.residents.forms.SignInForm",
    "reset_password": "cms.residents.forms.ForgottenPasswordForm",
    "reset_password_from_key": "cms.residents.forms.NewPasswordForm",
    "change_password": "cms.residents.forms.ChangePasswordForm",
    "reauthenticate": "cms.residents.forms.ConfirmPasswordForm",
}
# Counted in the shared cache: per address of the network (IPv6: its /64) and per account ("key").
# A right password does not clear the count of others; it is refused too while the limit lasts.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "confirm_email": "1/3m/key",
}
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "cms.residents.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "cms.residents.forms.CodeForm",
    "reauthenticate": "cms.residents.forms.ConfirmCodeForm",
    "activate_totp": "cms.residents.forms.SetUpAppForm",
}
# One step of 30 s: a used code is remembered for one step, so a wider window would let it in twice.
MFA_TOTP_TOLERANCE = 0

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: the longest a session may last
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"

# Where cms.addonkit asks who a request comes from and how sure we are of it.
RATUSZ_SUBJECT_PROVIDER = "cms.residents.subjects.subject_of"
# Who works for a municipality, asked where residents cannot know.
RATUSZ_STAFF_CHECK = "cms.staff.roles.works_for"
# As what somebody works there, asked when the audit records it, and the words of those codes.
RATUSZ_STAFF_ROLES = "cms.staff.roles.roles_at"
# Which unit of the office an official works in, for the audit.
RATUSZ_STAFF_UNIT = "cms.directory.services.unit_of_user"
RATUSZ_STAFF_ROLE_TITLES = "cms.staff.roles.titles"
# Where signing in ends.
RATUSZ_DASHBOARD_PATHS = {"pl": "/pulpit/", "en": "/en/dashboard/", "uk": "/uk/panel/"}

# Wagtail's own account page must not change what allauth keeps in step.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
