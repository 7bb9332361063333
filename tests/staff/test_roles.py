"""Roles end at their municipality."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, GroupPagePermission, GroupSitePermission
from wagtail.permission_policies.sites import SitePermissionPolicy

from cms.addonkit.models import AddonSwitch
from cms.staff.models import Kind, Role, Shelf
from cms.staff.roles import ensure_roles, works_for
from tests.residents.people import UserFactory, give_language, publish

pytestmark = pytest.mark.django_db


def counts():
    return (
        Role.objects.count(),
        Shelf.objects.count(),
        Collection.objects.count(),
        GroupPagePermission.objects.count(),
        GroupSitePermission.objects.count(),
        Permission.group_set.through.objects.count(),
    )


def test_ensure_roles_when_run_again_adds_nothing(site):
    ensure_roles(site)
    before = counts()

    ensure_roles(site)

    assert counts() == before


def test_ensure_roles_when_run_again_writes_nothing(site, django_assert_max_num_queries):
    ensure_roles(site)

    with django_assert_max_num_queries(200) as captured:
        ensure_roles(site)

    writing = [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert writing == []


def test_ensure_roles_when_two_sites_have_the_same_name(site, other_site):
    other_site.site_name = site.site_name
    other_site.save()

    ensure_roles(site)
    ensure_roles(other_site)

    assert Role.objects.count() == 2 * len(Kind)


def test_works_for_when_the_role_is_elsewhere(site, other_site, worker):
    user = worker(Kind.CASHIER)

    assert works_for(user, site)
    assert not works_for(user, other_site)


@pytest.mark.parametrize("kind", [Kind.EDITOR, Kind.ADMINISTRATOR])
def test_pages_when_somebody_writes_for_one_municipality(site, other_site, worker, kind):
    user = worker(kind)

    here = site.root_page.permissions_for_user(user)
    there = other_site.root_page.permissions_for_user(user)

    assert here.can_edit()
    assert here.can_publish()
    assert here.can_add_subpage()
    assert not there.can_edit()
    assert not there.can_add_subpage()


@pytest.mark.parametrize("kind", [Kind.MODERATOR, Kind.OFFICIAL, Kind.CASHIER])
def test_pages_when_somebody_does_not_write(site, worker, kind):
    user = worker(kind)

    assert user.has_perm("wagtailadmin.access_admin")
    assert not site.root_page.permissions_for_user(user).can_edit()


def test_pages_when_the_site_has_another_language(site, worker):
    english = give_language(site, "en")

    assert english.permissions_for_user(worker()).can_publish()


def test_pages_when_a_language_is_added_later(site, worker):
    user = worker()

    english = publish(give_language(site, "en"))

    assert english.permissions_for_user(user).can_publish()


def test_pages_when_another_municipality_adds_a_language(site, other_site, worker):
    user = worker()
    ensure_roles(other_site)

    english = give_language(other_site, "en")

    assert not english.permissions_for_user(user).can_edit()


def test_pictures_when_somebody_writes_for_one_municipality(site, other_site, worker):
    from wagtail.images import get_image_model
    from wagtail.permissions import policy_registry

    ensure_roles(other_site)
    policy = policy_registry.get_by_type(get_image_model())

    shelves = policy.collections_user_has_any_permission_for(worker(), ["add", "change", "choose"])

    assert list(shelves) == [Shelf.objects.get(site=site).collection]


def test_settings_when_somebody_administers_one_municipality(site, other_site, worker):
    user = worker(Kind.ADMINISTRATOR)
    models = [model for model in registry if issubclass(model, BaseSiteSetting)]

    assert models
    for model in [*models, AddonSwitch]:
        policy = SitePermissionPolicy(model)
        assert policy.user_has_permission_for_instance(user, "change", site), model
        assert not policy.user_has_permission_for_instance(user, "change", other_site), model


@pytest.mark.parametrize("kind", [Kind.EDITOR, Kind.MODERATOR, Kind.OFFICIAL, Kind.CASHIER])
def test_settings_when_somebody_does_not_administer(site, worker, kind):
    user = worker(kind)

    for model in registry:
        if issubclass(model, BaseSiteSetting):
            policy = SitePermissionPolicy(model)
            assert not policy.user_has_permission_for_instance(user, "change", site), model


def test_rights_without_a_site_when_listed_are_two(site):
    granted = set()
    for group in ensure_roles(site).values():
        granted |= set(group.permissions.values_list("codename", flat=True))

    assert granted == {"access_admin", "submit_translation"}


@pytest.mark.parametrize(
    "path",
    [
        "/admin/users/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/locales/",
        "/admin/reports/site-history/",
    ],
)
def test_lists_of_the_whole_installation_when_an_administrator_asks(client, worker, clock, path):
    from tests.residents.signing_in import sign_in_with_code

    sign_in_with_code(client, worker(Kind.ADMINISTRATOR).email)

    assert client.get(path, headers={"host": "localhost"}).status_code in {302, 403}


def test_reports_when_the_operator_asks(client, worker, clock):
    from tests.residents.signing_in import sign_in_with_code

    sign_in_with_code(client, worker(kind=None, is_superuser=True).email)

    answer = client.get("/admin/reports/site-history/", headers={"host": "localhost"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("kind", "path", "status"),
    [
        (Kind.ADMINISTRATOR, "/admin/reports/audit/", 200),
        (Kind.ADMINISTRATOR, "/admin/reports/translations/", 403),
        (Kind.EDITOR, "/admin/reports/audit/", 302),
    ],
)
def test_report_when_it_ends_at_the_municipality(client, worker, clock, kind, path, status):
    from tests.residents.signing_in import sign_in_with_code

    sign_in_with_code(client, worker(kind).email)

    assert client.get(path, headers={"host": "localhost"}).status_code == status


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (None, {"audit", "site-history", "workflow"}),
        (Kind.ADMINISTRATOR, {"audit"}),
        (Kind.EDITOR, set()),
    ],
)
def test_menu_when_shown_offers_the_reports_one_may_see(client, worker, clock, kind, offered):
    from tests.residents.signing_in import sign_in_with_code

    sign_in_with_code(client, worker(kind, is_superuser=kind is None).email)

    html = client.get("/admin/", headers={"host": "localhost"}).content.decode()

    reports = {"audit", "site-history", "workflow"}
    assert {name for name in reports if f"/admin/reports/{name}/" in html} == offered


def test_command_when_run(site, capsys):
    call_command("ensure_roles")

    assert "5 roles" in capsys.readouterr().out


def test_texts_when_a_role_is_shown(site):
    UserFactory()
    ensure_roles(site)

    assert str(site.pk) in str(Role.objects.first())
    assert str(Shelf.objects.get())
