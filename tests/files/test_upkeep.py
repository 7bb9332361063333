"""Removing files: by hand, at their end, with their owner, after a failure."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from cms.audit.models import Entry
from cms.files import services, upkeep
from cms.files.models import PrivateFile, State
from tests.audit import people
from tests.files.keeping import files_in, stored

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_removed_file_is_gone_from_the_disk(
    site, user, private_root, django_capture_on_commit_callbacks
):
    stored(site, user)
    other = stored(site, people.user())

    with django_capture_on_commit_callbacks(execute=True):
        assert services.erase_of_user(user.pk, site_id=site.pk) == 1

    assert PrivateFile.objects.get() == other
    assert len(files_in(private_root)) == 1


def test_content_stays_when_the_removal_is_rolled_back(site, user, private_root):
    stored(site, user)

    with pytest.raises(RuntimeError), transaction.atomic():
        services.erase_of_user(user.pk)
        raise RuntimeError

    assert PrivateFile.objects.count() == len(files_in(private_root)) == 1


def test_user_who_is_removed_leaves_no_name_behind(site, user):
    file = stored(site, user)

    user.delete()

    assert PrivateFile.objects.get(pk=file.pk).owner is None


def test_purge_removes_what_is_over_and_records_it(
    site, private_root, django_capture_on_commit_callbacks
):
    due = stored(site, purpose="tests.short")
    stored(site)
    assert due.keep_until - timezone.now() > datetime.timedelta(days=29)

    with django_capture_on_commit_callbacks(execute=True):
        assert upkeep.purge() == 0
        assert upkeep.purge(timezone.now() + datetime.timedelta(days=31)) == 1

    assert PrivateFile.objects.count() == len(files_in(private_root)) == 1
    entry = Entry.objects.get(event="files.purged")
    assert (entry.site_id, entry.detail, entry.actor_kind) == (site.pk, {"files": 1}, "system")


def test_purge_takes_many_in_steps(site, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 2)
    over = timezone.now() - datetime.timedelta(days=1)
    for _ in range(5):
        stored(site, keep_until=over)

    assert upkeep.purge() == 5
    assert sum(one.detail["files"] for one in Entry.objects.filter(event="files.purged")) == 5


def test_sweep_removes_contents_without_a_row(site, private_root):
    kept = stored(site)
    with pytest.raises(RuntimeError), transaction.atomic():
        stored(site)
        raise RuntimeError
    half = private_root / "7" / "ab" / "abcdef.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    tomorrow = timezone.now() + datetime.timedelta(days=2)

    assert upkeep.sweep() == 0  # too young: its row may be under way
    assert upkeep.sweep(tomorrow, dry_run=True) == 2
    assert len(files_in(private_root)) == 3
    assert upkeep.sweep(tomorrow) == 2

    assert [str(path.relative_to(private_root)) for path in files_in(private_root)] == [
        kept.stored_as
    ]


def test_sweep_of_no_folder_is_nothing():
    assert upkeep.sweep() == 0


def test_command_says_what_it_did(site, private_root, capsys):
    from django.core.management import CommandError, call_command

    file = stored(site)
    call_command("private_files", "check")
    call_command("private_files", "purge")
    call_command("private_files", "sweep", "--dry-run")
    assert "Every file has its content." in capsys.readouterr().out

    (private_root / file.stored_as).unlink()

    with pytest.raises(CommandError, match="1 files have no content"):
        call_command("private_files", "check")
    assert "pismo" not in capsys.readouterr().out


def test_adopted_files_are_kept(site, user):
    file = stored(
        site,
        state=State.PENDING,
        binding="b",
        purpose="tests.short",
        keep_until=timezone.now() + datetime.timedelta(hours=1),
    )

    services.adopt([file], owner_user_id=user.pk)

    file = PrivateFile.objects.get(pk=file.pk)
    assert (file.state, file.binding, file.owner) == (State.KEPT, "", user)
    assert file.keep_until > timezone.now() + datetime.timedelta(days=29)
    with pytest.raises(services.Gone):
        services.adopt([file])


def test_upkeep_runs_by_the_clock():
    from cms.connectors import schedules

    declared = schedules.declared()

    for name in ("purge", "sweep"):
        declared[f"ratusz_files.{name}"].run(None)
