"""What a manifest declares runs where the add-on is on, and nowhere else."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.contrib.settings.registry import SettingMenuItem
from wagtail.models import GroupSitePermission, Site

from addons.dues.models import DuesSettings
from cms.addonkit import Assurance, dashboard
from cms.addonkit.declaration_checks import problems_of
from cms.addonkit.health import health_findings
from cms.addonkit.manifest import MenuEntry
from cms.addonkit.menu import menu_entries
from cms.addonkit.registry import addons
from cms.addonkit.settings_menu import leave_out_what_is_off
from cms.addonkit.switch import set_enabled
from cms.staff.models import Kind
from cms.staff.roles import ensure_roles
from pages.models import PortalPage
from tests.sample.models import Case

from .conftest import block

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(db):
    return get_user_model().objects.create_superuser("root@example.org", "x")


def set_on(monkeypatch, **attributes):
    """Let the sample's manifest declare something else for a test."""
    for name, value in attributes.items():
        monkeypatch.setattr(addons()["sample"], name, value, raising=False)


# -- checks ----------------------------------------------------------------------------------


def test_every_installed_manifest_declares_only_what_is_there():
    assert [problem for addon in addons().values() for problem in problems_of(addon)] == []


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        ("blocks", ("blocks.Nothing",), "blocks.Nothing"),
        ("settings_model", "nowhere.Settings", "nowhere.Settings"),
        ("health_checks", ("health.nothing",), "health.nothing"),
        ("schedules", {"x": ("tasks.x", 60)}, "tasks.x"),
        ("provides", {"payable": "offers.Nothing"}, "offers.Nothing"),
        ("permissions", {"official": ("view_dragon",)}, "view_dragon"),
        ("menu", ("a string",), "MenuEntry"),
        ("personal_data", "models.Case", "export, veto and erase"),
    ],
)
def test_a_declaration_that_leads_nowhere_is_named_and_stops_nothing(
    monkeypatch, attribute, value, words
):
    set_on(monkeypatch, **{attribute: value})

    problems = list(problems_of(addons()["sample"]))

    assert len(problems) == 1
    assert words in problems[0]


# -- settings --------------------------------------------------------------------------------


def menu_for(user, rf):
    request = rf.get("/admin/")
    request.user = user
    items = [SettingMenuItem(DuesSettings)]
    leave_out_what_is_off(request, items)
    return items


def test_settings_of_an_addon_are_in_the_menu_only_where_it_is_on(site, superuser, rf):
    assert menu_for(superuser, rf) == []

    set_enabled("dues", site, enabled=True)

    assert len(menu_for(superuser, rf)) == 1


def test_settings_stay_out_of_the_menu_of_another_municipality(site, rf):
    other = Site.objects.create(hostname="127.0.0.9", port=80, root_page=site.root_page)
    set_enabled("dues", other, enabled=True)
    official = get_user_model().objects.create_user("admin@example.org", "x")
    official.groups.add(ensure_roles(site)[Kind.ADMINISTRATOR])

    assert menu_for(official, rf) == []


def test_settings_can_be_filled_in_before_the_addon_is_switched_on(site, operator):
    address = reverse("wagtailsettings:edit", args=["ratusz_dues", "duessettings", site.pk])

    assert operator.get(address).status_code == 200


# -- staff screens and rights ----------------------------------------------------------------


def test_a_staff_screen_is_there_only_where_its_addon_is_on(site, operator):
    other = Site.objects.create(hostname="127.0.0.9", port=80, root_page=site.root_page)
    Case.objects.create(site=site, title="here")
    there = Case.objects.create(site=other, title="there")
    set_enabled("sample", other, enabled=False)

    page = operator.get("/admin/sample-cases/").content.decode()

    assert "here" in page
    assert "there" not in page.replace("There", "")
    assert operator.get(f"/admin/sample-cases/view/{there.pk}/").status_code == 404


def test_a_staff_screen_is_closed_where_its_addon_is_off_everywhere(site, operator):
    case = Case.objects.create(site=site, title="here")
    set_enabled("sample", site, enabled=False)

    assert operator.get("/admin/sample-cases/").status_code == 302
    assert operator.get(f"/admin/sample-cases/view/{case.pk}/").status_code in {302, 404}


def test_a_role_gets_the_rights_that_a_manifest_declares_for_it(site):
    official = ensure_roles(site)[Kind.OFFICIAL]

    codenames = set(official.site_permissions.values_list("permission__codename", flat=True))

    assert {"view_case", "change_case"} <= codenames


def test_switching_on_gives_the_roles_that_are_there_the_rights_of_the_addon(site):
    set_enabled("sample", site, enabled=False)
    official = ensure_roles(site)[Kind.OFFICIAL]
    GroupSitePermission.objects.filter(group=official).delete()

    set_enabled("sample", site, enabled=True)

    assert official.site_permissions.filter(permission__codename="view_case", site=site).exists()


# -- health ----------------------------------------------------------------------------------


def test_health_checks_of_an_addon_that_is_on_are_asked(site):
    Case.objects.create(site=site, title="one")

    (found,) = health_findings(site)

    assert (found.slug, found.message, found.serious) == ("sample", "Cases are open.", False)


def test_health_check_that_raises_is_a_finding_and_the_others_are_asked(site):
    Case.objects.create(site=site, title="breaks the check")

    messages = [str(found.message) for found in health_findings(site)]

    assert len(messages) == 2
    assert "secret detail" not in "".join(messages)


def test_health_checks_of_an_addon_that_is_off_are_not_asked(site):
    Case.objects.create(site=site, title="one")
    set_enabled("sample", site, enabled=False)

    assert list(health_findings(site)) == []


# -- menu ------------------------------------------------------------------------------------


@pytest.fixture
def entries(monkeypatch):
    """The sample's manifest has entries of the menu."""
    set_on(monkeypatch, menu=(MenuEntry("Sample members", "members"), MenuEntry("No", "nowhere")))


@pytest.mark.usefixtures("entries")
def test_menu_entry_leads_to_the_page_that_hosts_its_target(place, site):
    place(block("public"), slug="zgloszenia")

    assert list(menu_entries(site)) == [("Sample members", "/zgloszenia/dla-zalogowanych/")]


@pytest.mark.usefixtures("entries")
def test_menu_entry_is_left_out_where_no_page_hosts_it_or_the_addon_is_off(place, site):
    assert list(menu_entries(site)) == []

    place(block("public"))
    set_enabled("sample", site, enabled=False)

    assert list(menu_entries(site)) == []


@pytest.mark.usefixtures("entries")
def test_menu_entry_stands_in_the_menu_of_the_portal_only(client, place, site):
    place(block("public"), slug="zgloszenia")
    site.root_page.add_child(
        instance=PortalPage(title="Pulpit", slug="pulpit", locale=site.root_page.locale)
    )
    entry = 'href="/zgloszenia/dla-zalogowanych/"'

    assert entry in client.get("/pulpit/").content.decode()
    assert entry not in client.get("/zgloszenia/").content.decode()


def test_menu_entry_of_a_block_leads_to_its_page(place, site, monkeypatch):
    place(block("public"))
    set_on(monkeypatch, menu=(MenuEntry("Sample"),))

    assert list(menu_entries(site)) == [("Sample", "/strona/")]


# -- dashboard cards -------------------------------------------------------------------------


@pytest.fixture
def cards_of(place, rf, site):
    """What the dashboard's block shows to somebody of some assurance."""

    def cards(assurance, *more):
        from cms.addonkit import Subject

        page = place({"type": "dashboard__cards", "value": {}, "id": "c" * 32}, *more)
        request = rf.get("/strona/", headers={"host": "testserver"})
        request.user = AnonymousUser()
        request._ratusz_subject = Subject(site_id=site.pk, user_id=1, assurance=assurance)
        request.method = "GET"
        return page.serve(request).render().content.decode()

    return cards


def test_cards_of_addons_that_are_on_stand_on_the_dashboard(cards_of):
    page = cards_of(Assurance.VERIFIED)

    assert "for accounts" in page
    assert "for verified residents" in page


def test_cards_of_an_addon_that_is_off_do_not(cards_of, site):
    set_enabled("sample", site, enabled=False)

    assert "for accounts" not in cards_of(Assurance.VERIFIED)


def test_card_that_asks_for_more_is_only_named(cards_of):
    page = cards_of(Assurance.ACCOUNT)

    assert "for accounts" in page
    assert "for verified residents" not in page
    assert "Verified sample" in page


def test_card_that_raises_leaves_the_others_alone(cards_of):
    page = cards_of(Assurance.VERIFIED)

    assert "for verified residents" in page
    assert "secret detail" not in page
    assert "ui-notice--warning" in page


def test_card_whose_block_stands_on_the_page_anyway_is_not_shown_twice(cards_of):
    assert cards_of(Assurance.VERIFIED, block("account")).count("for accounts") == 1


def test_cards_that_there_is_no_time_for_say_so(cards_of, settings):
    settings.RATUSZ_PAGE_DEADLINE = 0

    page = cards_of(Assurance.VERIFIED)

    assert "for accounts" not in page
    assert "Account sample" in page
    assert page.count("ui-notice--warning") == 3


def test_no_card_goes_past_the_door(site):
    assert {kind for kind, _block in dashboard.card_blocks(site)} == {
        "sample__account",
        "sample__verified",
        "sample__broken",
    }
