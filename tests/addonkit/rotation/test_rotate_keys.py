"""`manage.py rotate_keys`: every value gets the first key, and none is lost."""

import io

import pytest
from django.core.management import CommandError, call_command

from cms.addonkit import rotation
from cms.addonkit.sealed import places
from cms.audit.models import Entry
from cms.connectors.models import Snapshot
from cms.files.models import PrivateFile
from cms.residents.models import Resident

from . import values
from .values import NEW, OLD, Person

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

PEOPLE = [Person(number) for number in range(6)]
# A person has a PESEL, a file's name and key, a snapshot, a delivery and a second factor.
VALUES = 6 * len(PEOPLE)


@pytest.fixture
def under_old(settings):
    """Values under the old key, and the new one in front."""
    settings.RATUSZ_VAULT_KEYS = [OLD]
    values.make(PEOPLE)
    settings.RATUSZ_VAULT_KEYS = [NEW, OLD]


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("rotate_keys", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def place(name):
    return next(found for found in places() if str(found) == name)


def test_after_a_run_everything_opens_without_the_old_key(under_old, settings):
    out, _, error = run()

    assert f"Encrypted anew with key new: {VALUES} values." in out
    assert "may be removed: old." in out
    assert not error
    settings.RATUSZ_VAULT_KEYS = [NEW]
    values.all_open(PEOPLE)
    assert values.columns_with("old.") == set()


def test_a_second_run_rewrites_nothing(under_old):
    run()
    before = values.stored(Snapshot, "payload")

    out, _, _ = run()

    assert "Encrypted anew with key new: 0 values." in out
    assert values.stored(Snapshot, "payload") == before


def test_a_dry_run_counts_by_column_and_key_and_changes_nothing(under_old):
    before = values.stored(Resident, "pesel")

    out, _, error = run("--dry-run")

    assert "ratusz_residents.Resident.pesel: 6 under old\n" in out
    assert "mfa.Authenticator.data: 6 under old\n" in out
    assert f"All: {VALUES} under old. Nothing was changed." in out
    assert not error
    assert values.stored(Resident, "pesel") == before


def test_a_dry_run_fails_when_a_key_is_missing(under_old, settings):
    settings.RATUSZ_VAULT_KEYS = [NEW]

    out, _, error = run("--dry-run")

    assert "ratusz_connectors.Snapshot.payload: 6 under no known key\n" in out
    assert error == f"{VALUES} values are under no key of RATUSZ_VAULT_KEYS."


def test_values_that_do_not_open_are_listed_and_left_as_they_are(under_old, settings):
    moved, lost, plain = Snapshot.objects.order_by("pk")[:3]
    values.put(Snapshot, "payload", moved.pk, lost.payload)
    values.put(Snapshot, "payload", lost.pk, lost.payload.replace("old.", "older.", 1))
    values.put(Snapshot, "payload", plain.pk, "jan.kowalski@example.org")

    out, err, error = run()

    column = "Does not open: ratusz_connectors.Snapshot.payload, row"
    assert f"{column} {moved.pk}: it was changed, or moved from its place." in err
    assert f"{column} {lost.pk}: its key older is not in RATUSZ_VAULT_KEYS." in err
    assert f"{column} {plain.pk}: it is no ciphertext." in err
    assert "kowalski" not in out + err + error
    assert error.startswith("3 rows hold a value that does not open.")
    assert "Still used, keep them: old (1 values)." in out
    left = Snapshot.objects.filter(pk__in=[moved.pk, lost.pk, plain.pk]).order_by("pk")
    assert [row.payload.partition(".")[0] for row in left] == ["old", "older", "jan"]


def test_ids_of_keys_differ_by_case(settings):
    settings.RATUSZ_VAULT_KEYS = [OLD.replace("old", "k", 1)]
    values.make(PEOPLE)
    settings.RATUSZ_VAULT_KEYS = [NEW.replace("new", "K", 1), OLD.replace("old", "k", 1)]

    out, _, _ = run()

    assert f"Encrypted anew with key K: {VALUES} values." in out


def test_a_row_that_changed_meanwhile_keeps_the_change(under_old, monkeypatch):
    person, encrypt = PEOPLE[0], rotation.encrypt
    row = Resident.objects.get(user__email=person.email)
    other = values.valid_pesel(9000).reveal()

    def encrypt_while_somebody_writes(plaintext, *, context):
        if plaintext == person.pesel.reveal().encode():
            Resident.objects.filter(pk=row.pk).update(pesel=other)
        return encrypt(plaintext, context=context)

    monkeypatch.setattr(rotation, "encrypt", encrypt_while_somebody_writes)
    run()

    assert Resident.objects.get(pk=row.pk).pesel == other
    assert rotation.count(place("ratusz_residents.Resident.pesel")) == {"new": 6}


def test_a_row_changed_under_the_old_key_meanwhile_is_taken_again(under_old, settings, monkeypatch):
    """A process that still runs with the old setting, or saves what it read before."""
    row, encrypt, late = PrivateFile.objects.first(), rotation.encrypt, []

    def encrypt_while_somebody_writes(plaintext, *, context):
        if not late and context == "ratusz_files.PrivateFile.name":
            settings.RATUSZ_VAULT_KEYS = [OLD]
            late.append(PrivateFile.objects.filter(pk=row.pk).update(name="inna nazwa"))
            settings.RATUSZ_VAULT_KEYS = [NEW, OLD]
        return encrypt(plaintext, context=context)

    monkeypatch.setattr(rotation, "encrypt", encrypt_while_somebody_writes)
    out, _, _ = run()

    assert late == [1]
    assert "may be removed: old." in out
    assert PrivateFile.objects.get(pk=row.pk).name == "inna nazwa"


def test_batches_are_small_and_pass_over_every_row(under_old, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    seen = []

    rotation.rotate([place("ratusz_files.PrivateFile.name")], lambda _, rows: seen.append(rows))

    assert seen == [2, 4, 6]


def test_a_rotation_is_in_the_audit_of_the_installation(under_old):
    run()

    entries = Entry.objects.filter(event__startswith="keys.").order_by("sequence")
    assert [(entry.event, entry.site_id) for entry in entries] == [
        ("keys.rotation_started", None),
        ("keys.rotated", None),
    ]
    assert entries[1].detail == {"key": "new", "rewritten": VALUES, "broken": 0}


def test_with_one_key_there_is_nothing_to_remove(db):
    out, _, error = run()

    assert "No key to remove: test is the only one." in out
    assert not error
