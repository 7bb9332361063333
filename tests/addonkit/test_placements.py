"""Finding the page of a block: reversing, the index, hidden pages."""

import pytest
from django.urls import NoReverseMatch
from wagtail.models import Page, Site

from cms.addonkit import addon_reverse
from cms.addonkit.models import AddonPlacement
from cms.addonkit.placements import hidden_page_ids, pages_with
from cms.addonkit.switch import set_enabled
from pages.models import ContentPage

from .conftest import block

pytestmark = pytest.mark.django_db


def test_reversing_finds_the_page_that_hosts_the_block(site, place):
    place(block("public"))

    url = addon_reverse("sample:detail", site=site, locale="pl", item="lipa")

    assert url == "/strona/szczegol/lipa/"


def test_reversing_keeps_the_prefix_of_the_block(site, place):
    place(block("public", prefix="park"))

    url = addon_reverse("sample:detail", site=site, locale="pl", item="lipa")

    assert url == "/strona/park/szczegol/lipa/"


def test_reversing_without_a_name_gives_the_page(site, place):
    place(block("form"))

    assert addon_reverse("sample", site=site, locale="pl") == "/strona/"


def test_reversing_prefers_the_asked_language_and_falls_back_to_the_default(site, place, english):
    place(block("public"))

    assert addon_reverse("sample:detail", site=site, locale="en", item="x").startswith("/strona/")

    place(block("public"), slug="page", parent=english)

    assert addon_reverse("sample:detail", site=site, locale="en", item="x") == "/en/page/detail/x/"


def test_reversing_never_leaves_the_site(site, place):
    place(block("public"))
    other_home = Page.objects.get(depth=1).add_child(
        instance=type(site.root_page.specific)(
            title="Inna", slug="inna", hero_title="x", locale=site.root_page.locale
        )
    )
    other = Site.objects.create(hostname="other", port=80, root_page=other_home)

    with pytest.raises(NoReverseMatch):
        addon_reverse("sample:detail", site=other, locale="pl", item="x")


def test_reversing_an_addon_that_is_off_fails(site, place):
    place(block("public"))
    set_enabled("sample", site, enabled=False)

    with pytest.raises(NoReverseMatch):
        addon_reverse("sample", site=site)


def test_unpublishing_removes_the_placement(place):
    page = place(block("public"))

    page.unpublish()

    assert not AddonPlacement.objects.exists()


def test_publishing_again_without_a_change_writes_no_placement(place):
    page = place(block("public"), block("form"))
    before = list(AddonPlacement.objects.values_list("pk", flat=True))

    page.save_revision().publish()

    assert list(AddonPlacement.objects.values_list("pk", flat=True)) == before


def test_a_page_whose_addons_are_all_off_is_hidden(site, place):
    page = place(block("public"))

    assert page.pk not in hidden_page_ids(site)

    set_enabled("sample", site, enabled=False)

    assert page.pk in hidden_page_ids(site)


def test_pages_with_a_block_are_listed_once(site, place):
    page = place(block("public"), block("form"))

    assert [found.pk for found in pages_with("sample", site, "pl")] == [page.pk]


def test_a_copy_an_alias_and_a_moved_page_are_found(site, place):
    page = place(block("public"), slug="strona")
    shelf = place(slug="polka")
    copied = page.copy(update_attrs={"slug": "kopia"})
    alias = page.create_alias(update_slug="alias")

    assert {found.pk for found in pages_with("sample", site, "pl")} == {
        page.pk,
        copied.pk,
        alias.pk,
    }

    Page.objects.get(pk=copied.pk).delete()
    Page.objects.get(pk=alias.pk).delete()
    page.move(Page.objects.get(pk=shelf.pk), pos="last-child")

    url = addon_reverse("sample:detail", site=site, locale="pl", item="lipa")
    assert url == "/polka/strona/szczegol/lipa/"


def test_a_draft_that_was_never_published_is_not_found(site):
    page = type(site.root_page.specific).objects.get(pk=site.root_page.pk)
    draft = ContentPage(title="D", slug="d", live=False, locale=page.locale, body=[block("public")])
    page.add_child(instance=draft)
    draft.save_revision()

    assert pages_with("sample", site, "pl") == []


def test_another_home_page_of_the_site_takes_effect_at_once(site, place):
    place(block("public"))
    other = type(site.root_page.specific)(title="Inna", slug="inna", hero_title="x")
    other.locale = site.root_page.locale
    Page.objects.get(depth=1).add_child(instance=other)

    site.root_page = other
    site.save()

    with pytest.raises(NoReverseMatch):
        addon_reverse("sample:detail", site=site, locale="pl", item="x")


def test_an_addon_that_comes_back_is_found_though_its_page_changed_meanwhile(
    site, place, installation
):
    page = place()
    stored_block = block("public")
    installation.uninstall("sample")
    page.body = [stored_block]
    page.save_revision().publish()

    installation.install("sample")

    url = addon_reverse("sample:detail", site=site, locale="pl", item="x")
    assert url == "/strona/szczegol/x/"
