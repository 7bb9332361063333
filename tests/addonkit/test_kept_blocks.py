"""Blocks whose add-on is off or gone: nothing lost, nothing shown, nothing forged."""

import pytest
from django.contrib.auth import get_user_model
from django.core import signing

from cms.addonkit.switch import set_enabled
from pages.models import ContentPage

from .conftest import block

pytestmark = pytest.mark.django_db


def stored(page):
    field = page._meta.get_field("body")
    return field.get_prep_value(ContentPage.objects.get(pk=page.pk).body)


def gone(**values):
    return {"type": "missing__table", "value": values, "id": "0b7b6a3e-5f3c-4a53-9c5e-1c1f4a9d1a11"}


def test_a_block_without_code_survives_saving_and_publishing(place):
    item = gone(heading="<b>Opłaty</b>", rows=[1, {"a": None}])
    page = place(item, block("public", text="x"))

    page.title = "Changed"
    page.save_revision().publish()

    assert stored(page)[0] == item


def test_a_block_without_code_shows_nothing_to_the_public(client, place):
    place(gone(heading="secret heading"))

    response = client.get("/strona/")

    assert response.status_code == 200
    assert "secret heading" not in response.content.decode()


def test_the_field_names_no_block_in_its_migration():
    _name, path, args, kwargs = ContentPage._meta.get_field("body").deconstruct()

    assert path == "cms.addonkit.fields.AddonStreamField"
    assert args == ["pages.blocks.body_blocks"]
    assert "block_lookup" not in kwargs


@pytest.fixture
def form_of(site):
    """The stream's form state as an editor of the site gets it, and its way back."""
    from cms.addonkit.request_state import fresh_state
    from cms.addonkit.switch import edit_for

    stream = ContentPage._meta.get_field("body").stream_block

    def round_trip(value, *, forge=None):
        with fresh_state():
            edit_for(site)
            state = stream.get_form_state(value)
            data = {"body-count": str(len(state))}
            for index, item in enumerate(state):
                prefix = f"body-{index}"
                data |= {
                    f"{prefix}-deleted": "",
                    f"{prefix}-order": str(index),
                    f"{prefix}-type": item["type"],
                    f"{prefix}-id": item["id"],
                    f"{prefix}-value": forge or item["value"],
                }
            read_back = stream.value_from_datadict(data, {}, "body")
            return state, stream.clean(read_back)

    return round_trip


def test_a_block_of_an_addon_that_is_off_comes_back_from_the_form_unchanged(site, place, form_of):
    page = place(block("public", text="<script>kept</script>", code="x"), gone(a=1))
    before = stored(page)
    set_enabled("sample", site, enabled=False)

    state, cleaned = form_of(page.body)

    assert [item["type"] for item in state] == ["addon_unavailable"] * 2
    assert page._meta.get_field("body").stream_block.get_prep_value(cleaned) == before


@pytest.mark.parametrize(
    "forged",
    [
        '{"type": "paragraph", "value": "<script>alert(1)</script>"}',
        signing.dumps({"type": "x", "value": 1}, salt="another purpose"),
        "",
    ],
    ids=["unsigned", "signed-for-another-purpose", "nothing"],  # xdist wants the same in each run
)
def test_a_placeholder_that_was_not_signed_here_is_refused(place, form_of, forged):
    from wagtail.blocks.stream_block import StreamBlockValidationError

    page = place(gone(a=1))

    with pytest.raises(StreamBlockValidationError):
        form_of(page.body, forge=forged or "not signed")


def test_the_form_offers_only_the_addons_of_the_site(client, site, place):
    page = place()
    client.force_login(get_user_model().objects.create_superuser("op@example.org", "x" * 20))
    stream = ContentPage._meta.get_field("body").stream_block

    from cms.addonkit.request_state import fresh_state
    from cms.addonkit.switch import edit_for

    def names():
        with fresh_state():
            edit_for(page.get_site())
            return {b.name for _group, members in stream.grouped_child_blocks() for b in members}

    assert "sample__public" in names()

    set_enabled("sample", site, enabled=False)

    assert not {name for name in names() if name.startswith("sample__")}


def test_two_blocks_that_claim_one_address_are_refused_with_the_way_out(place):
    from wagtail.blocks.stream_block import StreamBlockValidationError

    page = place(block("public"), block("public"))
    stream = page._meta.get_field("body").stream_block

    with pytest.raises(StreamBlockValidationError) as refused:
        stream.clean(page.body)

    assert list(refused.value.block_errors) == [1]


def test_a_prefix_settles_the_conflict(place):
    page = place(block("public"), block("public", prefix="park"))
    stream = page._meta.get_field("body").stream_block

    assert len(stream.clean(page.body)) == 2
