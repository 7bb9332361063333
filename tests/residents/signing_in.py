"""How tests sign in: through the pages, as people do."""

import re
import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from tests.residents.people import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOME = "localhost"


def sign_in(client, email, password=PASSWORD, *, host=HOME, path="/konto/zaloguj/", **fields):
    """Post the sign-in form."""
    return client.post(
        path, {"login": email, "password": password, **fields}, headers={"host": host}
    )


def signed_in(client, host=HOME):
    """Whether the next request is somebody's."""
    answer = client.get(reverse("account_logout"), headers={"host": host})
    return answer.status_code == 200


def code_now(secret=SECRET):
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_app(user, secret=SECRET):
    """Set up the second factor of a user."""
    TOTP.activate(user, secret)
    return user


def sign_in_with_code(client, email, *, host=HOME, **fields):
    """Both steps; the test must hold the clock still, or use each user once."""
    sign_in(client, email, host=host, **fields)
    return client.post(reverse("mfa_authenticate"), {"code": code_now()}, headers={"host": host})


def tokens_removed(html):
    """A page without what differs at each request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
