"""A municipality at `testserver` with a page tree that a test grows."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from pages.models import ContentPage, HomePage, PortalPage

KINDS = {"content": ContentPage, "portal": PortalPage}


def raw(block_type, value):
    """A stored block."""
    return {"type": block_type, "value": value, "id": str(uuid.uuid4())}


def items(*values):
    """A stored list of a block."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def locale(code):
    found, _created = Locale.objects.get_or_create(language_code=code)
    return found


@pytest.fixture
def site(db):
    """A municipality with a Polish home page."""
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    home = HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=locale("pl"))
    root.add_child(instance=home)
    home.save_revision().publish()
    return Site.objects.create(
        hostname="testserver", port=80, root_page=home, is_default_site=True, site_name="Gmina"
    )


@pytest.fixture
def home(site):
    return HomePage.objects.get(pk=site.root_page_id)


@pytest.fixture
def grow(home):
    """Publish a page below the home page or another one."""

    def publish(slug, *blocks, kind="content", parent=None, in_menu=True, **fields):
        parent = Page.objects.get(pk=(parent or home).pk)
        model = KINDS[kind]
        page = model(
            title=fields.pop("title", slug.capitalize()),
            slug=slug,
            locale=parent.locale,
            show_in_menus=in_menu,
            **fields,
        )
        page.body = list(blocks)
        parent.add_child(instance=page)
        page.save_revision().publish()
        return model.objects.get(pk=page.pk)

    return publish


@pytest.fixture
def translated():
    """Publish the translation of a page; its parent must be there in that language."""

    def publish(page, code, slug, title=None):
        copy = page.specific.copy_for_translation(locale(code))
        copy.slug, copy.title = slug, title or copy.title
        copy.save_revision().publish()
        return type(page.specific).objects.get(pk=copy.pk)

    return publish


@pytest.fixture
def admin(client, db, settings):
    """A client signed in as the operator; the second factor is not what is tested here."""
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith("cms.staff.")
    ]
    user = get_user_model().objects.create_superuser(email="op@example.org", password="x" * 12)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
