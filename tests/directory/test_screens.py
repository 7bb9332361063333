"""The screens of the directory: of one's own municipality only."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupSitePermission

from cms.audit.models import Entry
from cms.directory.models import Absence, DayOff, OfficeHours, Officer, Unit
from cms.directory.screens import AbsenceViewSet, DayOffViewSet, OfficerViewSet, UnitViewSet
from cms.files.models import PrivateFile
from tests.audit import people
from tests.audit.staff_contract import assert_isolated

pytestmark = pytest.mark.django_db


def dashed(text):
    return text.replace("-", "\N{EN DASH}")


DAY = datetime.date(2026, 11, 24)


def unit(site, name):
    return Unit.objects.create(site=site, name=name)


def officer(site, name):
    return Officer.objects.create(
        site=site, name=name, phone=f"{name} 81", unit=unit(site, f"R{name}")
    )


def absence(site, name):
    return Absence.objects.create(
        site=site, officer=officer(site, name), first_day=DAY, last_day=DAY
    )


def day_off(site, name):
    number = 1 if name == "moje" else 2
    return DayOff.objects.create(site=site, day=DAY.replace(day=number), reason=name)


@pytest.mark.parametrize(
    ("screen", "make", "form"),
    [
        (UnitViewSet, unit, {"name": "x", "order": "0"}),
        (OfficerViewSet, officer, {"name": "x"}),
        (AbsenceViewSet, absence, {"first_day": "2026-01-01", "last_day": "2026-01-02"}),
        (DayOffViewSet, day_off, {"day": "2026-01-02"}),
    ],
)
def test_screen_ends_at_the_municipality(client, official, site, other_site, screen, make, form):
    assert_isolated(
        client,
        screen,
        official=official,
        mine=make(site, "moje"),
        theirs=make(other_site, "Tajemnica"),
        words=("Tajemnica",),
        form=form,
    )


def test_unit_is_added_with_its_hours(client, official, site):
    answer = client.post(
        UnitViewSet().url("add"), {"name": "Kasa", "order": "0", "monday": "8-14", "sunday": "-"}
    )

    made = Unit.objects.get()
    assert answer.status_code == 302
    assert (made.site, made.monday, made.sunday) == (site, dashed("8:00-14:00"), dashed("-"))
    assert Entry.objects.filter(event="record.created").count() == 1


def test_accounts_to_choose_are_of_the_own_municipality(client, official, other_site):
    stranger = people.official("ratusz_directory.view_unit", sites=[other_site])
    resident = people.user()

    page = client.get(OfficerViewSet().url("add")).content.decode()

    assert official.email in page
    assert stranger.email not in page
    assert resident.email not in page


def test_hours_of_the_office_are_a_setting_of_the_site(client, official, site):
    group = official.groups.get()
    GroupSitePermission.objects.create(
        group=group, site=site, permission=people.permission("ratusz_directory.change_officehours")
    )
    address = reverse("wagtailsettings:edit", args=["ratusz_directory", "officehours", site.pk])

    bad = client.post(address, {"monday": "rano"})
    assert "7:30-15:30" in bad.content.decode()
    client.post(address, {"monday": "7.30-15.30"})

    assert OfficeHours.objects.get(site=site).monday == dashed("7:30-15:30")


# -- import -------------------------------------------------------------------------------------

IMPORT = "/admin/directory/import/"


def send(client, site, text=None, action="check", kept=(), kind="units"):
    data = {"site": site.pk, "kind": kind, "action": action, "table-kept": list(kept)}
    if text is not None:
        data["table"] = SimpleUploadedFile("units.csv", text.encode())
    return client.post(IMPORT, data)


def kept_in(answer):
    return re.findall(r'name="table-kept" value="([^"]+)"', answer.content.decode())


def test_table_is_checked_first_and_imported_then(client, official, site):
    checked = send(client, site, "nazwa;telefon\nKasa;81\n")

    assert "New: 1" in checked.content.decode() or "Nowe: 1" in checked.content.decode()
    assert not Unit.objects.exists()
    done = send(client, site, action="import", kept=kept_in(checked))

    assert done.status_code == 302
    assert Unit.objects.get().name == "Kasa"
    assert not PrivateFile.objects.exists()
    entry = Entry.objects.get(event="directory.imported")
    assert entry.detail == {"kind": "units", "created": 1, "updated": 0}


def test_faulty_table_is_reported_and_not_imported(client, official, site):
    answer = send(client, site, "nazwa;e-mail\nKasa;x\n", action="import")

    text = answer.content.decode()
    assert "<td>2</td><td>e-mail</td>" in text
    assert 'value="import"' not in text
    assert not Unit.objects.exists()


def test_import_into_another_municipality_is_refused(client, official, other_site):
    assert send(client, other_site, "nazwa\nKasa\n", action="import").status_code == 200
    assert not Unit.objects.exists()


def test_import_needs_the_rights(client, site, official):
    client.force_login(people.official("ratusz_directory.view_unit", sites=[site]))

    assert client.get(IMPORT).status_code in {302, 403}
    assert send(client, site, "nazwa\nKasa\n", action="import").status_code in {302, 403}
    assert not Unit.objects.exists()
