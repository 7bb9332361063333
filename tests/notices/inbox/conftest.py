"""A municipality's inbox page, residents, and messages in their inboxes."""

import html
import re
import uuid

import pytest
from wagtail.models import Locale, Page

from cms.notices.models import Message
from tests.residents.people import resident

HOME = "/wiadomosci/"


@pytest.fixture
def home(site):
    from pages.models import HomePage

    locale, _created = Locale.objects.get_or_create(language_code="pl")
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=locale)
    )
    site.root_page = home
    site.save()
    return home


@pytest.fixture
def place(home):
    """Put a block of this app on a page of its own."""
    from pages.models import PortalPage

    def place(block="inbox", slug="wiadomosci"):
        value = {"url_prefix": "", "heading": ""}
        if block == "inbox":
            value["intro"] = ""
        stored = {"type": f"notices__{block}", "value": value, "id": str(uuid.uuid4())}
        made = PortalPage(title="Wiadomości", slug=slug, locale=home.locale, body=[stored])
        home.add_child(instance=made)
        made.save_revision().publish()
        return made

    return place


@pytest.fixture
def inbox(place):
    return place()


@pytest.fixture
def anna(inbox, site):
    return resident(site=site).user


@pytest.fixture
def maria(inbox, site):
    return resident(site=site).user


@pytest.fixture
def told(site, declared):
    """Put a message into an inbox."""
    declared()

    def told(user, subject="Sprawa zakończona", *, at=site, **fields):
        fields.setdefault("text", "Zakończyliśmy sprawę.\n\nDziękujemy.")
        fields.setdefault("language", "pl")
        return Message.objects.create(
            site=at, user=user, kind="test.closed", subject=subject, **fields
        )

    return told


def words(answer):
    """The page as a reader sees it: tags gone, one space between words."""
    text = answer.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def subjects(answer):
    """The subjects of the list, in order."""
    found = re.findall(r"<h3[^>]*>(.*?)</h3>", answer.content.decode(), re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", each)).split()) for each in found]
