"""Settings of a municipality: who changed which fields is recorded, the values are not."""

import pytest
from django.db import transaction
from django.urls import reverse

from cms.audit.models import Entry
from cms.theme.models import Identity
from tests.audit import people

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def identity(site):
    return Identity.objects.create(site=site, name="Gmina Puławy")


def changes():
    return Entry.objects.filter(event="settings.changed")


def test_a_change_in_the_admin_is_recorded_with_its_author(client, identity, site, without_gates):
    boss = people.user(is_superuser=True, is_staff=True)
    client.force_login(boss)
    url = reverse("wagtailsettings:edit", args=["ratusz_theme", "identity", site.pk])
    form = client.get(url).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(url, {**fields, "name": "Gmina Zmieniona"})

    assert answer.status_code == 302
    entry = changes().get()
    assert (entry.actor_id, entry.site_id, entry.chain) == (boss.pk, site.pk, site.pk)
    assert (entry.object_type, entry.detail) == ("ratusz_theme.identity", {"fields": "name"})
    assert "Zmieniona" not in str(entry.detail)


def test_saving_without_a_change_records_nothing(identity):
    identity.save()

    assert not changes().exists()


def test_a_first_row_of_defaults_records_nothing(site):
    Identity.for_site(site)

    assert not changes().exists()


def test_a_change_that_is_rolled_back_leaves_no_entry(identity):
    identity.name = "Gmina Inna"
    with transaction.atomic():
        identity.save()
        transaction.set_rollback(True)

    assert not changes().exists()


def test_a_change_by_a_command_is_the_portals_own(identity):
    identity.name = "Gmina Inna"
    identity.save()

    assert changes().get().actor_kind == "system"
