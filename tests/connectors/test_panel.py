"""Settings ▸ Add-ons: each administrator sees and switches the add-ons of their own sites only."""

import itertools

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import GroupSitePermission, Page, Site

from cms.addonkit import discovery
from cms.addonkit.registry import addons
from cms.addonkit.switch import is_enabled, set_enabled
from cms.connectors import panel

pytestmark = pytest.mark.django_db

NUMBERS = itertools.count()
# The gates in front of the admin have tests of their own.
GATES = ("cms.staff.", "cms.residents.")


@pytest.fixture(autouse=True)
def without_gates(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(GATES)]


@pytest.fixture
def sites(db):
    root = Page.objects.get(depth=2)
    Site.objects.all().delete()
    return [
        Site.objects.create(
            hostname=hostname, port=80, root_page=root, site_name=name, is_default_site=default
        )
        for hostname, name, default in (
            ("testserver", "Gmina Puławy", True),
            ("127.0.0.9", "Gmina Zalesie", False),
        )
    ]


def user_with(*groups, **fields):
    model = get_user_model()
    user = model(email=f"user{next(NUMBERS)}@example.org", **fields)
    if hasattr(user, "username"):
        user.username = user.email
    user.set_unusable_password()
    user.save()
    user.groups.set(groups)
    return user


def group_with(*permissions, sites=()):
    group = Group.objects.create(name=f"group {next(NUMBERS)}")
    group.permissions.add(*(named(one) for one in permissions))
    for site in sites:
        GroupSitePermission.objects.create(
            group=group, site=site, permission=named("ratusz_addonkit.change_addonswitch")
        )
    return group


def named(dotted):
    label, codename = dotted.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


@pytest.fixture
def administrator(sites, client):
    """Signed in, with the right for the first site only."""
    user = user_with(group_with("wagtailadmin.access_admin", sites=sites[:1]))
    client.force_login(user)
    return user


@pytest.fixture
def operator(sites, client):
    user = user_with(is_superuser=True)
    client.force_login(user)
    return user


def switch_url(site, slug="sample"):
    return reverse("ratusz_addon_switch", args=[site.pk, slug])


def test_list_shows_an_administrator_their_own_site_only(client, administrator, sites):
    page = client.get(reverse("ratusz_addons")).content.decode()

    assert "Gmina Puławy" in page
    assert "Gmina Zalesie" not in page
    assert reverse("ratusz_addon_ask", args=[sites[0].pk, "sample"]) in page


def test_list_shows_an_operator_all_sites(client, operator):
    page = client.get(reverse("ratusz_addons")).content.decode()

    assert "Gmina Puławy" in page
    assert "Gmina Zalesie" in page


def test_panel_says_what_an_add_on_is_and_what_leaves_the_portal(
    client, operator, sites, monkeypatch
):
    sample = addons()["sample"]
    monkeypatch.setattr(type(sample), "data_flows", "PESEL to the tax system", raising=False)

    listed = client.get(reverse("ratusz_addons")).content.decode()
    about = client.get(reverse("ratusz_addon", args=[sites[0].pk, "sample"])).content.decode()

    for words in (sample.title, sample.summary, sample.version):
        assert escape(words) in listed
    assert "PESEL to the tax system" in about


def test_list_names_what_does_not_run(client, operator, monkeypatch, settings):
    monkeypatch.setitem(discovery.FAILED, "wrecked", "ImportError: <no module>")
    settings.INTREE_ADDONS = {"elsewhere": "addons.elsewhere.apps.ElsewhereConfig"}

    page = client.get(reverse("ratusz_addons")).content.decode()

    assert "wrecked" in page
    assert "ImportError: &lt;no module&gt;" in page
    assert "elsewhere" in page
    assert "/wrecked/switch/" not in page


def test_rows_tell_the_states_apart(sites, monkeypatch):
    sample = addons()["sample"]
    monkeypatch.setattr(type(sample), "removable", False)
    set_enabled("dues", sites[1], enabled=True)
    set_enabled("dues", sites[1], enabled=False)

    states = {row.slug: row for row in panel.rows_of(sites[0])}

    assert states["sample"].state == panel.State.BUILT_IN
    assert not states["sample"].switchable
    assert states["dues"].state == panel.State.AVAILABLE
    (dues,) = [row for row in panel.rows_of(sites[1]) if row.slug == "dues"]
    assert dues.state == panel.State.OFF


def test_switch_takes_effect_at_once_and_on_one_site_only(client, administrator, sites):
    assert is_enabled("sample", sites[0])

    answer = client.post(switch_url(sites[0]), {"enabled": "0"}, follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert not is_enabled("sample", sites[0])
    assert is_enabled("sample", sites[1])
    client.post(switch_url(sites[0]), {"enabled": "1", "confirmed": "1"})
    assert is_enabled("sample", sites[0])


def test_switch_says_so_when_nothing_changed(client, administrator, sites):
    answer = client.post(switch_url(sites[0]), {"enabled": "1", "confirmed": "1"}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_switch_of_another_municipality_is_not_there(client, administrator, sites):
    answer = client.post(switch_url(sites[1]), {"enabled": "0"})

    assert answer.status_code == 404
    assert is_enabled("sample", sites[1])


@pytest.mark.parametrize(
    ("slug", "fields"),
    [("sample", {}), ("sample", {"enabled": "x"}), ("nothing", {"enabled": "1", "confirmed": "1"})],
)
def test_switch_refuses_what_makes_no_sense(client, administrator, sites, slug, fields):
    assert client.post(switch_url(sites[0], slug), fields).status_code == 404
    assert is_enabled("sample", sites[0])


def test_switch_only_takes_posts_with_a_token(administrator, sites):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)

    assert strict.get(switch_url(sites[0])).status_code == 405
    assert strict.post(switch_url(sites[0]), {"enabled": "0"}).status_code == 403
    assert is_enabled("sample", sites[0])


def test_anonymous_visitors_are_sent_to_sign_in(client, sites):
    for answer in (
        client.get(reverse("ratusz_addons")),
        client.post(switch_url(sites[0]), {"enabled": "0"}),
    ):
        assert answer.status_code == 302
        assert "next=" in answer.url
    assert is_enabled("sample", sites[0])


def test_staff_without_the_right_neither_see_nor_switch(client, sites):
    client.force_login(user_with(group_with("wagtailadmin.access_admin")))

    answers = [
        client.get(reverse("ratusz_addons")),
        client.post(switch_url(sites[0]), {"enabled": "0"}),
    ]

    assert [answer.url for answer in answers] == [reverse("wagtailadmin_home")] * 2
    assert is_enabled("sample", sites[0])


def test_people_without_the_admin_neither_see_nor_switch(client, sites):
    client.force_login(user_with(group_with(sites=sites[:1])))

    assert client.get(reverse("ratusz_addons")).status_code in {302, 403}
    client.post(switch_url(sites[0]), {"enabled": "0"})
    assert is_enabled("sample", sites[0])


def test_menu_has_the_entry_for_those_who_may_switch(administrator, rf):
    from cms.connectors.wagtail_hooks import addons_menu_item

    request = rf.get("/")
    request.user = administrator
    assert addons_menu_item().is_shown(request)
    request.user = user_with(group_with("wagtailadmin.access_admin"))
    assert not addons_menu_item().is_shown(request)


def test_list_takes_the_same_queries_for_many_add_ons(
    client, operator, django_assert_max_num_queries
):
    client.get(reverse("ratusz_addons"))

    with django_assert_max_num_queries(20):
        client.get(reverse("ratusz_addons"))
