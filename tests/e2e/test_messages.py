"""A resident is told something: by mail and in the inbox, read and refused without JavaScript."""

import re
import time

import pytest

from tests.browser import JAN, submit, words

INBOX = "/profil/wiadomosci/"
NARROW = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}
TELL = """
import django
django.setup()
from django.contrib.auth import get_user_model
from wagtail.models import Site
from cms.notices.services import notify
notify(
    "notices.news",
    site=Site.objects.get(hostname="localhost"),
    user_id=get_user_model().objects.get(email={email!r}).pk,
    values={{"headline": {headline!r}, "body": "Most będzie zamknięty do piątku."}},
    link="/aktualnosci/",
)
"""


@pytest.fixture
def told(portal):
    def told(headline):
        portal.run("-c", TELL.format(email=JAN, headline=headline))

    return told


def mail_about(portal, headline, seconds=30):
    """The mail that the worker sends; None when there is none in time."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        found = [mail for mail in portal.mails(JAN) if mail["subject"] == headline]
        if found:
            return found[0]
        time.sleep(0.5)
    return None


def main(page):
    return words(page.locator("main").inner_text())


def test_message_comes_by_mail_and_lies_in_the_inbox(portal, open_as, told):
    told("Remont mostu")
    page = open_as(JAN, **NARROW)

    assert mail_about(portal, "Remont mostu")
    page.goto("/pulpit/")
    assert "Remont mostu" in main(page)

    page.goto(INBOX)
    page.get_by_role("link", name="Remont mostu").click()
    assert "Most będzie zamknięty do piątku." in main(page)
    page.get_by_role("button", name="Oznacz jako przeczytaną").click()
    assert "Wiadomość jest oznaczona jako przeczytana." in main(page)

    page.goto(f"{INBOX}?show=unread")
    assert "Remont mostu" not in main(page)

    page.goto(INBOX)
    page.get_by_role("link", name="Remont mostu").click()
    page.get_by_role("link", name="Usuń").click()
    page.get_by_role("button", name="Usuń wiadomość").click()
    assert "Wiadomość jest usunięta." in main(page)
    assert "Remont mostu" not in main(page)


def test_mails_are_refused_from_the_mail_and_ordered_again_in_the_portal(portal, open_as, told):
    told("Zebranie wiejskie")
    mail = mail_about(portal, "Zebranie wiejskie")
    link = re.search(r"http\S+/wiadomosci/wypisz/\S+", mail["text"])[0]
    stranger = open_as(None, **NARROW)

    stranger.goto(link)
    submit(stranger)
    assert "Nie dostaniesz już tych e-maili" in main(stranger)

    page = open_as(JAN, **NARROW)
    page.goto(f"{INBOX}ustawienia/")
    news = page.get_by_role("group", name="Nowości z urzędu")
    assert not news.get_by_label("E-mail").is_checked()
    told("Tylko w skrzynce")
    page.goto(INBOX)
    assert "Tylko w skrzynce" in main(page)
    assert mail_about(portal, "Tylko w skrzynce", seconds=3) is None

    page.goto(f"{INBOX}ustawienia/")
    news.get_by_label("E-mail").check()
    page.get_by_role("button", name="Zapisz wybór").click()
    assert "Twój wybór jest zapisany." in main(page)
    told("Znów e-mailem")
    assert mail_about(portal, "Znów e-mailem")
