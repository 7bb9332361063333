"""Who may see a file: its owner, and whom its purpose lets in."""

import datetime

import pytest
from django.utils import timezone

from cms.addonkit.people import Assurance, Subject
from cms.files import purposes
from cms.files.models import PrivateFile, State
from cms.files.purposes import Purpose, Rules
from tests.audit import people
from tests.files import samples
from tests.files.keeping import stored, subject

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_owner_sees_the_file_and_nobody_else(site, other_site, user):
    file = stored(site, user)
    stranger = people.user()

    def seen(who, where, assurance=Assurance.ACCOUNT):
        found = PrivateFile.objects.visible_to(subject(where, who, assurance))
        return list(found)

    assert seen(user, site) == [file]
    assert seen(user, other_site) == []
    assert seen(stranger, site) == []
    assert seen(None, site, Assurance.ANONYMOUS) == []
    assert list(PrivateFile.objects.visible_to(Subject(site_id=None))) == []


def test_purpose_may_ask_for_a_confirmed_identity(site, user):
    file = stored(site, user, samples.pdf(), "tests.letter", "a.pdf")

    asked = PrivateFile.objects.visible_to

    assert not asked(subject(site, user)).exists()
    assert asked(subject(site, user, Assurance.VERIFIED)).get() == file


def test_app_may_let_others_see(site, user, monkeypatch):
    from django.db.models import Q

    everybody = Purpose("tests.public", "x", Rules(kinds=("txt",)), visible=lambda subject: Q())
    monkeypatch.setitem(purposes._purposes, "tests.public", everybody)
    stored(site, people.user(), purpose="tests.public")

    assert PrivateFile.objects.visible_to(subject(site, user)).count() == 1


def test_file_of_an_app_that_is_gone_is_shown_to_nobody(site, user, monkeypatch):
    stored(site, user)
    monkeypatch.delitem(purposes._purposes, "tests.any")

    assert not PrivateFile.objects.visible_to(subject(site, user)).exists()


def test_pending_file_is_not_shown(site, user):
    stored(site, user, state=State.PENDING, keep_until=timezone.now() + datetime.timedelta(hours=1))

    assert not PrivateFile.objects.visible_to(subject(site, user)).exists()


def test_ownerless_file_is_not_everybodys(site):
    stored(site, None)

    assert not PrivateFile.objects.visible_to(Subject(site_id=site.pk)).exists()


@pytest.mark.parametrize("name", ["nodots", "a.b.c", "1.x", "a." + "b" * 90])
def test_purpose_needs_a_good_name(name):
    with pytest.raises(ValueError, match="no name"):
        purposes.register(Purpose(name, "x"))


def test_purposes_are_declared_once():
    purposes.register(Purpose("tests.once", "x"))
    purposes.register(Purpose("tests.once", "x"))

    with pytest.raises(ValueError, match="twice"):
        purposes.register(Purpose("tests.once", "other"))


def test_rules_name_known_kinds():
    with pytest.raises(ValueError, match="svg"):
        Rules(kinds=("svg",))
