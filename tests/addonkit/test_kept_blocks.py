"""Blocks whose add-on is off or gone: nothing lost, nothing shown, nothing forged."""

import io
import json

import pytest
from django.core import signing
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from cms.addonkit.models import AddonPlacement
from cms.addonkit.request_state import fresh_state
from cms.addonkit.switch import edit_for, set_enabled
from pages.models import ContentPage

from .conftest import block, columns, gone, stored
from .editor import Form, draft

pytestmark = pytest.mark.django_db

ODD = {"heading": "<b>Opłaty</b>", "rows": [1, {"a": None}], "float": 0.1, "emoji": "🏛", "deep": {}}


@pytest.fixture
def carrier(site, place):
    """A page with kept blocks on top and in columns: of an add-on gone, and of one switched off.

    The one that is off has a child that its code no longer knows.
    """
    off = {"code": "x", "text": "<script>kept</script>", "url_prefix": "a", "of old": [1]}
    carrier = place(
        gone(**ODD),
        {**block("public"), "value": off},
        columns(
            first=[gone("other", **ODD), block("form", prefix="b")],
            second=[{**block("public"), "value": {**off, "url_prefix": "c"}}],
        ),
    )
    set_enabled("sample", site, enabled=False)
    return carrier


# -- nothing lost ----------------------------------------------------------------------------


def test_saving_a_page_in_code_keeps_them(carrier):
    before = stored(carrier)

    carrier.title = "Changed"
    carrier.save_revision().publish()

    assert stored(carrier) == before


def test_the_form_keeps_them_through_draft_autosave_and_publication(carrier, operator):
    before = stored(carrier)

    assert Form(operator, carrier).save(title="One").status_code == 302
    assert draft(carrier) == before
    assert Form(operator, carrier).autosave(title="Two").json()["success"]
    assert draft(carrier) == before
    assert Form(operator, carrier).save(publish=True, title="Three").status_code == 302

    assert stored(carrier) == before
    assert Page.objects.get(pk=carrier.pk).title == "Three"


def test_an_earlier_version_comes_back_with_them(carrier, operator):
    before = stored(carrier)
    first = carrier.save_revision()
    Form(operator, carrier).save(publish=True, title="Later")

    path = reverse("wagtailadmin_pages:revisions_revert", args=[carrier.pk, first.pk])
    Form(operator, carrier, path).save(publish=True)

    assert stored(carrier) == before


def test_comparing_two_versions_shows_them_as_text(carrier, operator):
    first = carrier.save_revision()
    carrier.body = [gone(heading="<img src=x onerror=alert(1)>")]
    second = carrier.save_revision()

    path = reverse("wagtailadmin_pages:revisions_compare", args=[carrier.pk, first.pk, second.pk])
    response = operator.get(path)

    assert response.status_code == 200
    assert "nie jest zainstalowany" in response.content.decode()
    assert "<img src=x" not in response.content.decode()


def test_a_copy_and_a_moved_page_have_them(carrier, site, place):
    before = stored(carrier)
    elsewhere = place(slug="gdzie-indziej")

    copy = carrier.copy(update_attrs={"slug": "kopia"})
    copy.move(elsewhere, pos="last-child")

    assert stored(copy) == stored(carrier) == before
    assert draft(copy) == before


def test_aliases_follow_them(carrier):
    alias = carrier.create_alias(update_slug="alias")
    carrier.body = [*stored(carrier), gone(more=1)]
    carrier.save_revision().publish()

    assert stored(alias) == stored(carrier)
    assert stored(alias)[-1]["type"] == "missing__table"


def test_moderation_publishes_them(carrier, operator):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    before = stored(carrier)
    workflow = Workflow.objects.create(name="Zgoda")
    task = GroupApprovalTask.objects.create(name="Zgoda")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    Form(operator, carrier).save(title="To be approved")
    carrier = ContentPage.objects.get(pk=carrier.pk)
    state = workflow.start(carrier.get_latest_revision_as_object(), None)

    state.current_task_state.approve()

    assert Page.objects.get(pk=carrier.pk).title == "To be approved"
    assert stored(carrier) == before


def test_export_and_import_keep_them(carrier, tmp_path):
    before = stored(carrier)
    out = io.StringIO()
    call_command("dumpdata", "ratusz_pages.ContentPage", "wagtailcore.Page", stdout=out)
    ContentPage.objects.filter(pk=carrier.pk).update(body=[])
    fixture = tmp_path / "pages.json"
    fixture.write_text(out.getvalue())

    call_command("loaddata", fixture, verbosity=0)

    assert stored(carrier) == before


def test_a_block_whose_addon_is_removed_while_its_page_is_open_stays_as_stored(
    carrier, site, operator, installation
):
    set_enabled("sample", site, enabled=True)
    before = stored(carrier)
    form = Form(operator, carrier)
    data = form.data(title="Saved meanwhile")
    installation.uninstall("sample")

    answer = operator.post(form.path, data)

    assert answer.status_code == 302
    assert draft(carrier) == before


def test_a_new_block_whose_addon_is_removed_before_it_was_saved_is_refused(
    carrier, site, operator, installation
):
    set_enabled("sample", site, enabled=True)
    form = Form(operator, carrier)
    typed = {"url_prefix": "n", "text": "typed", "code": ""}
    form.stream.append({"type": "sample__public", "id": "new", "value": typed})
    data = form.data()
    installation.uninstall("sample")

    answer = operator.post(form.path, data)

    assert answer.status_code == 200
    assert "w trakcie edycji" in answer.content.decode()


# -- nothing shown ---------------------------------------------------------------------------


def test_the_public_sees_nothing_of_them(client, carrier):
    response = client.get("/strona/")

    assert response.status_code == 200
    assert "Opłaty" not in response.content.decode()
    assert "kept" not in response.content.decode()


def test_the_placeholder_says_whose_content_it_is(carrier, operator):
    form = Form(operator, carrier)

    assert form.labels == [
        "Dodatek „missing” nie jest zainstalowany.",
        "Sample: ten dodatek jest wyłączony.",
    ]
    assert "<script>kept" not in form.text


def test_the_preview_of_the_form_shows_the_page_without_them(carrier, operator):
    answer, shown = Form(operator, carrier).preview()

    assert answer["is_valid"]
    assert shown.status_code == 200
    assert "kept" not in shown.content.decode()


def test_a_kept_block_is_neither_searched_nor_offered_by_an_api(carrier):
    stream = ContentPage.objects.get(pk=carrier.pk).body
    block = stream.stream_block

    assert "Opłaty" not in " ".join(block.get_searchable_content(stream))
    assert "Opłaty" not in json.dumps(block.get_api_representation(stream)[0])


def test_the_form_offers_only_the_addons_of_the_site(site, place):
    carrier = place()
    stream = ContentPage._meta.get_field("body").stream_block

    def names():
        with fresh_state():
            edit_for(carrier.get_site())
            return {b.name for _group, members in stream.grouped_child_blocks() for b in members}

    assert "sample__public" in names()

    set_enabled("sample", site, enabled=False)

    assert not {name for name in names() if name.startswith("sample__")}


# -- nothing forged --------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["body-0-value", "body-2-value-first-0-value"])
@pytest.mark.parametrize(
    "forged",
    [
        '{"type": "paragraph", "value": "<script>alert(1)</script>"}',
        signing.dumps({"type": "x", "value": 1}, salt="another purpose"),
        "",
    ],
    ids=["unsigned", "signed-for-another-purpose", "nothing"],  # xdist wants the same in each run
)
def test_a_placeholder_that_was_not_signed_here_is_refused(carrier, operator, where, forged):
    before = stored(carrier)

    answer = Form(operator, carrier).save(publish=True, **{where: forged})

    assert answer.status_code == 200
    assert "tego bloku. Bloku" in answer.content.decode()
    assert stored(carrier) == before


def test_a_placeholder_of_another_page_is_refused_even_with_the_same_block_id(carrier, operator):
    copy = carrier.copy(update_attrs={"slug": "kopia"})
    other = Form(operator, copy)
    mine = Form(operator, carrier)
    assert other.stream[0]["id"] == mine.stream[0]["id"]

    answer = mine.save(**{"body-0-value": other.stream[0]["value"]["signed"]})

    assert answer.status_code == 200


def test_a_placeholder_of_another_block_of_the_page_is_refused(carrier, operator):
    form = Form(operator, carrier)

    answer = form.save(**{"body-0-value": form.stream[1]["value"]["signed"]})

    assert answer.status_code == 200


def test_placeholders_can_be_moved_and_deleted(carrier, operator):
    before = stored(carrier)
    form = Form(operator, carrier)

    form.save(publish=True, **{"body-0-order": "5", "body-1-deleted": "1"})

    assert stored(carrier) == [before[2], before[0]]


# -- the index of placements -----------------------------------------------------------------


def test_the_index_knows_where_blocks_without_code_are(carrier):
    slugs = set(AddonPlacement.objects.filter(page_id=carrier.pk).values_list("slug", flat=True))

    assert slugs == {"missing", "other", "sample"}
