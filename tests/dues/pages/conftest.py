"""A municipality with the page Rozliczenia, and residents in their browsers."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.addonkit.people import Pesel
from cms.addonkit.switch import set_enabled
from tests.dues.conftest import ANNA
from tests.residents.people import resident

from .reading import block, publish


@pytest.fixture
def site(db):
    """The municipality at `testserver`, with a home page in Polish and dues switched on."""
    from pages.models import HomePage

    locale, _created = Locale.objects.get_or_create(language_code="pl")
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=locale)
    )
    Site.objects.all().delete()
    site = Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
    set_enabled("dues", site, enabled=True)
    return site


@pytest.fixture
def dues_page(configured):
    """The page Rozliczenia."""
    return publish(configured.root_page.specific, "rozliczenia", block("dues", intro=""))


@pytest.fixture
def english(site, dues_page):
    """The same page in English."""
    locale, _created = Locale.objects.get_or_create(language_code="en")
    home = site.root_page.specific.copy_for_translation(locale)
    home.slug = "gmina-en"
    home.save_revision().publish()
    copy = dues_page.copy_for_translation(locale)
    copy.slug = "dues"
    copy.save_revision().publish()
    return copy


@pytest.fixture
def sign_in(site):
    """Make a client for a resident with this PESEL; not confirmed without one."""

    def make(digits=None):
        person = resident(site=site, pesel=Pesel(digits) if digits else None)
        client = Client()
        client.force_login(person.user)
        return client

    return make


@pytest.fixture
def anna(dues_page, sign_in):
    return sign_in(ANNA)
