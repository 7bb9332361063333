"""The command finds what was changed, removed or inserted, and says which."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from cms.audit import chain, verification
from cms.audit.models import Entry, Head
from cms.audit.services import Whose, record, record_many
from tests.audit import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

HEAD = Head._meta.db_table


@pytest.fixture
def chained(site):
    """A site whose chain has ten entries."""
    record_many("sample.thing", [Whose(object_id=str(n)) for n in range(10)], site=site, actor=None)
    return site


def found(site):
    return [
        (str(finding.wrong), finding.first, finding.last)
        for finding in verification.verify(site.pk).findings
    ]


def test_chain_that_nobody_touched_is_intact(chained):
    report = verification.verify(chained.pk)

    assert (report.entries, report.findings) == (10, ())
    assert report.end.startswith(f"{chained.pk}:10:")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "'sample.secret'"),
        ("at", "'2020-01-01 00:00:00+00:00'"),
        ("actor_kind", "'user'"),
        ("actor_id", "1"),
        ("actor_roles", "'x'"),
        ("actor_unit", "'x'"),
        ("subject_user_id", "1"),
        ("subject_hash", "'x'"),
        ("object_type", "'x'"),
        ("object_id", "'x'"),
        ("detail", '\'{"note": "x"}\''),
        ("address", "'x'"),
        ("site_id", "NULL"),
        ("hash", "'x'"),
        ("mac", "'x'"),
        ("prev_hash", "'x'"),
    ],
)
def test_changed_entry_is_named(chained, column, value):
    tampering.change(chained, 4, column, value)

    assert found(chained) == [("changed", 4, 4)]


def test_every_column_is_in_the_chain():
    computed = {"id", "prev_hash", "hash", "mac"}
    columns = {field.attname for field in Entry._meta.local_fields}

    assert columns == set(chain.COLUMNS) | computed


def test_first_and_last_entry_are_guarded_too(chained):
    for number in (1, 10):
        tampering.change(chained, number)

    assert found(chained) == [("changed", 1, 1), ("changed", 10, 10)]


def test_rebuilding_the_plain_hashes_does_not_help(chained):
    """Whoever knows how the chain is made but has no key."""
    tampering.change(chained, 4)
    rows = Entry.objects.filter(chain=chained.pk, sequence__gte=4).order_by("sequence")
    before = Entry.objects.get(chain=chained.pk, sequence=3).hash
    for row in rows.values("pk", "sequence", *chain.COLUMNS):
        after = chain.digest(before, row)
        tampering.change(chained, row["sequence"], "prev_hash", f"'{before}'")
        tampering.change(chained, row["sequence"], "hash", f"'{after}'")
        before = after
    tampering.execute(f"UPDATE {HEAD} SET hash = %s WHERE chain = %s", [before, chained.pk])

    assert found(chained) == [("changed", 4, 10), ("end changed", 0, 0)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (5, 5), (3, 7), (10, 10), (6, 10), (1, 10)])
def test_removed_entries_are_named(chained, first, last):
    tampering.remove(chained, first, last)

    assert found(chained) == [("removed", first, last)]


def test_removed_entry_is_named_when_the_later_ones_were_renumbered(chained):
    tampering.remove(chained, 5)
    tampering.renumber(chained, 5, -1)

    assert found(chained)[0] == ("removed", 5, 5)


def test_removed_tail_shows_when_the_end_was_moved_back(chained):
    third = Entry.objects.get(chain=chained.pk, sequence=3)
    tampering.remove(chained, 4, 10)
    tampering.execute(
        f"UPDATE {HEAD} SET sequence = 3, hash = %s WHERE chain = %s", [third.hash, chained.pk]
    )

    assert found(chained) == [("end changed", 0, 0)]


def test_an_end_cannot_be_made_of_an_entry(chained):
    """The keyed hash of an entry is not the keyed hash of an end."""
    third = Entry.objects.get(chain=chained.pk, sequence=3)
    tampering.remove(chained, 4, 10)
    tampering.execute(
        f"UPDATE {HEAD} SET sequence = 3, hash = %s, mac = %s WHERE chain = %s",
        [third.hash, third.mac, chained.pk],
    )

    assert found(chained) == [("end changed", 0, 0)]


def test_removed_end_shows(chained):
    tampering.execute(f"DELETE FROM {HEAD} WHERE chain = %s", [chained.pk])

    assert found(chained) == [("end changed", 0, 0)]


def test_entry_inserted_after_the_end_is_named(chained):
    tampering.insert_copy(chained, of=3, number=11)

    assert found(chained) == [("inserted", 11, 11)]


def test_inserted_entry_is_named_when_the_later_ones_were_renumbered(chained):
    tampering.renumber(chained, 5, 1)
    tampering.insert_copy(chained, of=3, number=6)

    assert found(chained) == [("inserted", 6, 6)]


@pytest.mark.parametrize("key", [None, 0])
def test_inserted_entry_of_the_same_number_is_named(chained, key):
    tampering.allow_doubles()
    tampering.insert_copy(chained, of=3, number=6, key=key or 9_999_999)

    assert found(chained) == [("inserted", 6, 6)]


def test_several_kinds_of_tampering_are_told_apart(chained):
    tampering.change(chained, 2)
    tampering.remove(chained, 5, 6)
    tampering.insert_copy(chained, of=3, number=11)

    assert found(chained) == [("changed", 2, 2), ("removed", 5, 6), ("inserted", 11, 11)]


def test_entry_of_another_chain_does_not_fit(chained, other_site):
    record_many("sample.thing", [Whose()] * 4, site=other_site, actor=None)
    tampering.remove(chained, 4)
    tampering.execute(
        f"UPDATE {tampering.TABLE} SET chain = %s WHERE chain = %s AND sequence = 4",
        [chained.pk, other_site.pk],
    )

    assert found(chained) == [("changed", 4, 4)]
    assert found(other_site) == [("removed", 4, 4)]


def test_other_key_fits_no_entry(chained, settings):
    settings.RATUSZ_HASH_KEY = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg="

    assert found(chained) == [("changed", 1, 10), ("end changed", 0, 0)]


def test_batches_join(chained, monkeypatch):
    monkeypatch.setattr(verification, "BATCH", 3)
    monkeypatch.setattr(verification, "MOST_PENDING", 2)
    assert found(chained) == []
    for number in (3, 4, 5, 6, 7):
        tampering.change(chained, number)

    assert found(chained) == [("changed", 3, 7)]


def test_same_number_of_queries_a_batch(site, django_assert_max_num_queries):
    record_many("sample.thing", [Whose()] * 300, site=site, actor=None)

    with django_assert_max_num_queries(6):
        verification.verify(site.pk)


def run(*arguments):
    out, error = io.StringIO(), io.StringIO()
    try:
        call_command("audit", "verify", *arguments, stdout=out, stderr=error)
        ended = 0
    except CommandError as refusal:
        ended = refusal.returncode
    return ended, out.getvalue(), error.getvalue()


def test_command_says_that_all_is_well(chained, other_site):
    record("sample.thing", site=other_site, actor=None)

    ended, out, error = run()

    assert (ended, error) == (0, "")
    assert f"{chained.site_name}: 10 entries, intact" in out
    assert f"{other_site.site_name}: 1 entries, intact" in out
    assert "Installation: 2 entries, intact" in out


def test_command_names_the_entries_and_fails(chained, other_site):
    record("sample.thing", site=other_site, actor=None)
    tampering.change(chained, 4)
    tampering.remove(chained, 7, 8)

    ended, out, error = run()

    assert ended == 1
    assert "NOT INTACT" in out
    assert f"chain {chained.pk}, entry 4: changed" in error
    assert f"chain {chained.pk}, entries 7 to 8: removed" in error


@pytest.mark.parametrize("by", ["hostname", "pk"])
def test_command_checks_one_site(chained, other_site, by):
    record("sample.thing", site=other_site, actor=None)
    tampering.change(chained, 4)

    assert run("--site", str(getattr(other_site, by)))[0] == 0
    assert run("--site", str(getattr(chained, by)))[0] == 1


def test_command_knows_no_other_site(chained):
    with pytest.raises(CommandError, match=re.escape("'nowhere.example'")):
        call_command("audit", "verify", "--site", "nowhere.example")


def test_chain_removed_whole_is_missed(chained):
    tampering.execute(f"DELETE FROM {tampering.TABLE} WHERE chain = %s", [chained.pk])
    tampering.execute(f"DELETE FROM {HEAD} WHERE chain = %s", [chained.pk])

    ended, _out, error = run()

    assert ended == 1
    assert "whole chain removed" in error
    assert run("--site", str(chained.pk))[0] == 1


def test_installation_chain_removed_whole_is_missed(chained):
    tampering.execute(f"DELETE FROM {tampering.TABLE} WHERE chain = 0")
    tampering.execute(f"DELETE FROM {HEAD} WHERE chain = 0")

    assert "chain 0: whole chain removed" in run()[2]


def test_nothing_recorded_is_nothing_wrong(site):
    assert run()[0] == 0


def test_what_is_written_meanwhile_does_no_harm(chained, monkeypatch):
    """Entries that come between the last batch and the look at the end."""
    real = verification.Walk._batch
    asked = []

    def batch(self):
        rows = list(real(self))
        if not rows and not asked:
            asked.append(True)
            record("sample.thing", site=chained, actor=None)
        return rows

    monkeypatch.setattr(verification.Walk, "_batch", batch)

    report = verification.verify(chained.pk)

    assert (report.entries, report.findings) == (11, ())
