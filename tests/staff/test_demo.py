"""The demo's people: there after the first run, untouched by the second."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from cms.residents import demo as residents_demo
from cms.residents.models import Level, Resident
from cms.staff import demo as staff_demo
from cms.staff.models import Role
from tests.residents.signing_in import code_now, sign_in, signed_in

pytestmark = pytest.mark.django_db
PULAWY, ZALESIE = SimpleNamespace(municipality="pulawy"), SimpleNamespace(municipality="zalesie")


@pytest.fixture
def demo(site, other_site, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def build():
        for module in (residents_demo, staff_demo):
            module.build(site, PULAWY)
            module.build(other_site, ZALESIE)

    build()
    return build


def everything():
    """All rows of all tables but the cache."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def test_build_when_run_again_changes_no_row(demo):
    before = everything()

    demo()

    assert everything() == before


def test_build_when_run_again_writes_nothing(demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(2_000) as captured:
        demo()

    assert [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ] == []


def test_residents_when_built_are_those_of_the_demo(demo, site, other_site):
    here = Resident.objects.filter(site=site).order_by("pk")

    assert {resident.user.email: resident.assurance == Level.VERIFIED for resident in here} == {
        "anna.nowak@example.org": True,
        "piotr.zielinski@example.org": False,
        "maria.wisniewska@example.org": True,
        "jan.wojcik@example.org": True,
    }
    assert [r.user.email for r in Resident.objects.filter(site=other_site)] == [
        "olena.kowalenko@example.org"
    ]


def test_staff_when_built_have_their_roles(demo, site, other_site):
    def emails(place):
        return {
            role.kind: [user.email for user in role.group.user_set.all()]
            for role in Role.objects.filter(site=place)
        }

    assert emails(site) == {
        "editor": ["redaktor@example.org"],
        "moderator": ["moderator@example.org"],
        "official": ["urzednik@example.org"],
        "cashier": ["kasjer@example.org"],
        "administrator": ["admin@example.org"],
    }
    assert emails(other_site)["administrator"] == ["admin2@example.org"]
    assert [u.email for u in get_user_model().objects.filter(is_superuser=True)] == [
        "operator@example.org"
    ]


@pytest.mark.parametrize("email", ["anna.nowak@example.org", "piotr.zielinski@example.org"])
def test_residents_when_built_can_sign_in(client, demo, settings, email):
    sign_in(client, email, settings.RATUSZ_DEMO_PASSWORD)

    assert signed_in(client)


@pytest.mark.parametrize("email", ["redaktor@example.org", "operator@example.org"])
def test_staff_when_built_can_sign_in_with_the_code(client, demo, settings, clock, email):
    sign_in(client, email, settings.RATUSZ_DEMO_PASSWORD)
    secret = getattr(settings, "RATUSZ_DEMO_TOTP", staff_demo.TOTP_SECRET)

    client.post("/konto/kod/", {"code": code_now(secret)}, headers={"host": "localhost"})

    assert client.get("/admin/", headers={"host": "localhost"}).status_code == 200


def test_logins_when_listed_are_of_their_municipality(demo, site, other_site):
    def listed(place):
        pairs = [*residents_demo.logins(place), *staff_demo.logins(place)]
        return [email for email, _who in pairs]

    assert "anna.nowak@example.org" in listed(site)
    assert "redaktor@example.org" in listed(site)
    assert listed(other_site) == ["olena.kowalenko@example.org", "admin2@example.org"]


@pytest.mark.parametrize("module", [residents_demo, staff_demo])
def test_build_when_this_is_no_demo(site, settings, module):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured):
        module.build(site, PULAWY)

    assert not get_user_model().objects.exists()
