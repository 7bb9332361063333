"""What is named in queries and forms: an administrator of the other municipality learns nothing."""

import json
import re
import uuid

import pytest
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from pages.models import ContentPage

from .asking import ask

pytestmark = pytest.mark.django_db

PAGES = ("page", "draft", "home", "section", "locked")
CHOOSERS = (
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailimages_chooser:chosen_multiple",
    "wagtaildocs_chooser:chosen_multiple",
)
LISTS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtailredirects:index",
)
OF_ONES_OWN = (
    ("wagtailadmin_explore", "home"),
    ("wagtailadmin_explore_results", "home"),
    ("wagtailadmin_choose_page_child", "home"),
    ("wagtailadmin_pages:usage", "page"),
    ("wagtailadmin_pages:history", "page"),
    ("wagtailadmin_pages:copy", "page"),
    ("wagtailadmin_pages:move", "page"),
    ("wagtailimages:image_usage", "image"),
    ("wagtaildocs:document_usage", "document"),
)


def queries(place):
    """What may be asked of a list, about a municipality."""
    editor, word = place.people["editor"].pk, place.word[:5]
    return (
        f"q={word}",
        f"q={word}&search_all=1",
        f"owner={editor}&edited_by={editor}&user={editor}",
        f"site={place.site.pk}",
        f"collection_id={place.key('collection')}",
        "ordering=-latest_revision_created_at",
        "ordering=ord",
        "page_type=ratusz_pages.portalpage",
        "page_type=ratusz_pages.homepage",
        "export=csv&describe_on_delete=1",
        f"user_perms=copy_to&target_pages[]={place.key('page')}&multiple=1&q={word}",
        f"parent_page_id={place.key('draft')}&destination={place.key('page')}",
    )


def bulk(place):
    """Every bulk action, about objects of a municipality."""
    keys = {
        "page": [place.key(name) for name in PAGES],
        "image": [place.key("image")],
        "document": [place.key("document")],
        "user": [str(person.pk) for person in place.people.values()],
    }
    lists = {"page": "home", "image": "collection", "document": "collection"}
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                path = f"/admin/bulk/{app}/{model}/{action}/"
                for key in keys.get(model, []):
                    yield f"{path}?id={key}"
                yield f"{path}?id=all"
                yield f"{path}?id=all&q={place.word[:5]}"
                yield f"{path}?id=all&childOf=1"
                if model in lists:
                    yield f"{path}?id=all&childOf={place.key(lists[model])}"


def told(browser, world, paths, method="GET", data=None):
    """Where an answer names something of the first municipality."""
    word = world.here.word.lower()
    return [path for path in paths if word in ask(browser, method, path, data).body.lower()]


def test_bulk_actions_name_nothing_of_another_municipality(world, browsers):
    paths = list(bulk(world.here))

    assert len(paths) > 60
    assert told(browsers["elsewhere"], world, paths) == []


def test_bulk_actions_find_what_is_ones_own(world, browsers):
    browser, page = browsers["elsewhere"], world.elsewhere["page"]

    one = ask(browser, "GET", f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}")
    every = ask(
        browser,
        "GET",
        f"/admin/bulk/wagtailcore/page/unpublish/?id=all&childOf={world.elsewhere.key('home')}",
    )

    assert page.title in one.body
    assert page.title in every.body


def test_bulk_move_does_not_show_the_page_that_was_posted(world, browsers):
    path = f"/admin/bulk/wagtailcore/page/move/?id={world.elsewhere.key('page')}"
    posted = {"chooser": world.here.key("draft")}

    assert told(browsers["elsewhere"], world, [path], "POST", posted) == []


@pytest.mark.parametrize("name", CHOOSERS)
def test_choosers_hand_out_nothing_of_another_municipality(world, browsers, name):
    keys = [world.here.key(key) for key in (*PAGES, "image", "document")]
    together = "&".join(f"id={key}" for key in keys)
    paths = [f"{reverse(name)}?{query}" for query in (*(f"id={key}" for key in keys), together)]

    assert told(browsers["elsewhere"], world, paths) == []


@pytest.mark.parametrize("name", LISTS)
def test_lists_find_nothing_of_another_municipality(world, browsers, name):
    paths = [f"{reverse(name)}?{query}" for query in queries(world.here)]

    assert told(browsers["elsewhere"], world, paths) == []


@pytest.mark.parametrize(("name", "thing"), OF_ONES_OWN)
def test_views_of_ones_own_show_nothing_of_another_municipality(world, browsers, name, thing):
    path = reverse(name, args=[world.elsewhere.key(thing)])
    paths = [f"{path}?{query}" for query in queries(world.here)]

    assert told(browsers["elsewhere"], world, paths) == []


def test_search_finds_what_is_ones_own(world, browsers):
    path = reverse("wagtailadmin_choose_page_search")

    assert "Zalesie page" in ask(browsers["elsewhere"], "GET", f"{path}?q=Zalesie").body


@pytest.mark.parametrize("name", ["wagtailadmin_pages:copy", "wagtailadmin_pages:move"])
def test_a_new_place_in_another_municipality_is_not_there(world, browsers, name):
    path = reverse(name, args=[world.elsewhere.key("page")])
    posted = {"new_parent_page": world.here.key("draft"), "new_title": "", "new_slug": ""}

    seen = ask(browsers["elsewhere"], "POST", path, posted)

    assert seen.status == 404
    assert world.here.word not in seen.body


def test_an_address_of_another_municipality_is_not_looked_up(world, browsers):
    form = "external-link-chooser"
    path = reverse("wagtailadmin_choose_page_external_link")

    def chosen(url):
        posted = {f"{form}-url": url, f"{form}-link_text": ""}
        return json.loads(ask(browsers["elsewhere"], "POST", path, posted).body)

    assert "id" not in chosen("http://localhost/page/")["result"]
    own = chosen("http://127.0.0.1/page/")
    assert own["result"]["id"] == world.elsewhere["page"].pk


def tile_form(page, **changes):
    """The form of a page with one tile."""
    tile = "body-0-value-items"
    return {
        "title": page.title,
        "slug": page.slug,
        "lead": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "tiles",
        "body-0-id": str(uuid.uuid4()),
        f"{tile}-count": "1",
        f"{tile}-0-deleted": "",
        f"{tile}-0-order": "0",
        f"{tile}-0-id": str(uuid.uuid4()),
        f"{tile}-0-value-icon": "pay",
        f"{tile}-0-value-title": "Zapłać",
        f"{tile}-0-value-text": "",
        f"{tile}-0-value-page": "",
        f"{tile}-0-value-url": "",
        "action-publish": "action-publish",
        **changes,
    }


LINK, PICTURE = "body-0-value-items-0-value-page", "picture"


@pytest.fixture
def edited(world):
    """A page of the second municipality and the address of its form."""
    page = ContentPage.objects.get(pk=world.elsewhere["page"].pk)
    return page, reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_link_to_another_municipality_is_refused_without_its_title(world, browsers, edited):
    page, path = edited

    seen = ask(
        browsers["elsewhere"], "POST", path, tile_form(page, **{LINK: world.here.key("draft")})
    )

    assert seen.status == 200
    assert "Wybierz stron" in seen.body
    assert world.here.word not in seen.body


def test_a_picture_of_another_municipality_is_not_taken(world, browsers, edited):
    page, path = edited
    changes = {PICTURE: world.here.key("image"), LINK: world.elsewhere.key("home"), "title": ""}

    seen = ask(browsers["elsewhere"], "POST", path, tile_form(page, **changes))

    assert seen.status == 200
    assert world.here.word.lower() not in seen.body.lower()


def test_a_link_within_the_municipality_is_taken(world, browsers, edited):
    page, path = edited

    seen = ask(
        browsers["elsewhere"], "POST", path, tile_form(page, **{LINK: world.elsewhere.key("home")})
    )

    assert seen.status == 302


def test_a_link_that_an_operator_made_stays(world, browsers, edited):
    page, path = edited
    posted = tile_form(page, **{LINK: world.here.key("page")})
    before = ContentPage.objects.get(pk=page.pk).latest_revision_id
    value = {"icon": "pay", "title": "T", "text": "", "page": world.here["page"].pk, "url": ""}
    item = {"type": "item", "value": value, "id": str(uuid.uuid4())}
    page.body = [{"type": "tiles", "value": {"items": [item]}, "id": str(uuid.uuid4())}]
    page.save_revision()

    seen = ask(browsers["elsewhere"], "POST", path, posted)

    assert page.latest_revision_id != before
    assert seen.status == 302


def text_form(page, kind, key):
    """The form of a page with a rich text that leads to something."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key, "url": "/x"}}
    line = {
        "key": "aaaaa",
        "text": "dalej",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    form = {key: value for key, value in tile_form(page).items() if "-items-" not in key}
    text = json.dumps({"blocks": [line], "entityMap": {"0": entity}})
    return {**form, "body-0-type": "text", "body-0-value-text": text, "title": ""}


@pytest.mark.parametrize(("kind", "thing"), [("LINK", "draft"), ("DOCUMENT", "document")])
def test_a_text_that_leads_to_another_municipality_loses_the_link(
    world, browsers, edited, kind, thing
):
    page, path = edited

    def shown(place):
        form = text_form(page, kind, int(place.key(thing)))
        body = ask(browsers["elsewhere"], "POST", path, form).body
        assert "dalej" in body
        return re.search(f"entityMap[^}}]*{kind}", body) is not None

    assert not shown(world.here)
    assert shown(world.elsewhere)
