"""A municipality with a page that carries whatever blocks a test asks for."""

import json
import uuid

import pytest
from wagtail.models import Locale, Page, Site

from .lifecycle import Installation


def block(kind, /, prefix="", **values):
    """One stored block of the sample add-on."""
    value = {"url_prefix": prefix, **values}
    return {"type": f"sample__{kind}", "value": value, "id": str(uuid.uuid4())}


@pytest.fixture
def site(db):
    """The municipality at `testserver`, with a home page in the default language."""
    from pages.models import HomePage

    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=polish())
    )
    Site.objects.all().delete()
    return Site.objects.create(
        hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="Gmina"
    )


@pytest.fixture
def place(site):
    """Publish a page with the given stored blocks below the home page."""

    def publish(*blocks, slug="strona", parent=None):
        from pages.models import ContentPage

        parent = parent or site.root_page.specific
        page = ContentPage(title=slug.capitalize(), slug=slug, locale=parent.locale)
        page.body = list(blocks)
        parent.add_child(instance=page)
        page.save_revision().publish()
        return ContentPage.objects.get(pk=page.pk)

    return publish


@pytest.fixture
def installation():
    """Uninstalls and installs add-ons as restarts would."""
    installation = Installation()
    yield installation
    installation.end()


@pytest.fixture
def english(site):
    """The English home page of the municipality."""
    locale, _created = Locale.objects.get_or_create(language_code="en")
    home = site.root_page.specific.copy_for_translation(locale)
    home.slug = "gmina-en"
    home.save_revision().publish()
    return home


def polish():
    locale, _created = Locale.objects.get_or_create(language_code="pl")
    return locale


def columns(first=(), second=(), **values):
    """A stored block of two columns with stored blocks inside."""
    value = {"proportion": "halves", "first": list(first), "second": list(second), **values}
    return {"type": "columns", "value": value, "id": str(uuid.uuid4())}


def gone(slug="missing", **values):
    """A stored block of an add-on that is not installed."""
    return {"type": f"{slug}__table", "value": values, "id": str(uuid.uuid4())}


def stored(page, field="body"):
    """What the database holds of a page's stream."""
    from django.db import connection

    table = page._meta.get_field(field).model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM {table} WHERE page_ptr_id = %s", [page.pk])
        value = cursor.fetchone()[0]
    return json.loads(value) if isinstance(value, str) else value
