"""Signing in, out, and back in after a forgotten password."""

import re

from tests.browser import PIOTR, sign_in, submit
from tests.site import forget_visitors

NEW = "nowe-dlugie-haslo-2026"


def test_forgotten_password_is_set_anew_through_the_mailbox(open_as, portal, signed_in_states):
    page = open_as(None)
    page.goto("/konto/zaloguj/")
    page.get_by_role("link", name=re.compile("hasł", re.IGNORECASE)).first.click()
    page.locator("input[name=email]").fill(PIOTR)
    submit(page)

    mail = portal.mails(PIOTR)[0]
    link = re.search(r"https?://\S+", mail["text"])[0].rstrip(".)>")
    mailbox = open_as(None)
    mailbox.goto(portal.simulator_url(f"/mail/{mail['id']}/"))
    assert link in mailbox.content()
    assert "Gmina Puławy" in mail["subject"] + mail["text"]

    page.goto(link)
    page.locator("input[name=password1]").fill(NEW)
    page.locator("input[name=password2]").fill(NEW)
    submit(page)
    again = open_as(None)
    sign_in(again, PIOTR, NEW)

    assert again.url.endswith("/pulpit/")
    portal.run("-c", RESTORE.format(email=PIOTR))
    # A new password ends every session: what other tests signed in with is dead now.
    signed_in_states.pop((PIOTR, "localhost"), None)
    forget_visitors()


RESTORE = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
user = get_user_model().objects.get(email="{email}")
user.set_password(settings.RATUSZ_DEMO_PASSWORD)
user.save()
"""


def test_mail_goes_to_nobody_who_has_no_account(open_as, portal):
    page = open_as(None)
    page.goto("/konto/zaloguj/")
    page.get_by_role("link", name=re.compile("hasł", re.IGNORECASE)).first.click()

    page.locator("input[name=email]").fill("nikt@example.org")
    submit(page)

    assert portal.mails("nikt@example.org") == []


def test_wrong_password_shows_the_form_again_with_what_is_wrong(open_as):
    page = open_as(None)
    page.goto("/konto/zaloguj/")
    page.locator("input[name=login]").fill(PIOTR)
    page.locator("input[name=password]").fill("zupelnie-inne-haslo")
    submit(page)

    assert page.title().startswith("Błąd:")
    assert page.locator("input[name=login]").input_value() == PIOTR
    assert page.locator("input[name=password]").input_value() == ""


def test_signing_out_ends_the_session(open_as):
    page = open_as(None)
    sign_in(page, PIOTR)

    with page.expect_navigation():
        page.get_by_role("button", name="Wyloguj").first.click()
    page.goto("/pulpit/")

    assert page.get_by_role("button", name="Wyloguj").count() == 0
    assert "Zieliński" not in page.content()
