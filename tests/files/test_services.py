"""Keeping files: sealed, whole or not at all, for as long as their purpose says."""

import base64
import hashlib
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from cms.addonkit.vault import SealBroken
from cms.files import services
from cms.files.models import PrivateFile
from cms.files.problems import FileRefused
from cms.files.storage import NoRoom, PrivateFileSystemStorage
from tests.files.conftest import keep_in
from tests.files.disks import no_file_beyond, small_folder
from tests.files.keeping import CANARY, files_in, stored

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

ANOTHER_KEY = "another:" + base64.b64encode(b"a" * 32).decode()


def test_stored_file_comes_back(site, user):
    file = PrivateFile.objects.get(pk=stored(site, user).pk)

    assert b"".join(services.content(file)) == CANARY
    assert b"".join(services.content(file, 6, 17)) == b"44051401359"
    assert (file.name, file.size) == ("pismo.txt", len(CANARY))
    assert file.sha256 == hashlib.sha256(CANARY).hexdigest()


def test_nothing_of_it_is_in_clear_anywhere(site, user, private_root):
    from django.db import connection

    stored(site, user, content=CANARY * 5_000, name="44051401359 Nowak.txt")

    (path,) = files_in(private_root)
    assert b"44051401359" not in path.read_bytes()
    assert "Nowak" not in str(path) and str(user.pk) != path.name
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ratusz_files_privatefile")
        row = " ".join(map(str, cursor.fetchone()))
    assert "44051401359" not in row and "Nowak" not in row


def test_only_the_portal_may_read_the_folder(site, private_root):
    stored(site)

    (path,) = files_in(private_root)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {parent.stat().st_mode & 0o777 for parent in [path.parent, path.parent.parent]} == {
        0o700
    }


def test_storage_has_no_addresses_and_no_default_folder():
    storage = storages["private"]

    with pytest.raises(ValueError, match="served by"):
        storage.url("a")
    with pytest.raises(ImproperlyConfigured):
        PrivateFileSystemStorage()


def test_content_of_one_row_does_not_open_for_another(site, user):
    mine, others = stored(site, user), stored(site, user, content=b"inne")
    others.stored_as, others.size = mine.stored_as, mine.size

    with pytest.raises(SealBroken):
        b"".join(services.content(others))


def test_file_whose_key_is_missing_does_not_open(site, settings):
    file = stored(site)
    settings.RATUSZ_VAULT_KEYS = [ANOTHER_KEY]

    with pytest.raises(SealBroken):
        b"".join(services.content(PrivateFile.objects.get(pk=file.pk)))


def test_file_of_another_municipality_does_not_open(site, other_site):
    file = stored(site)
    file.site = other_site

    with pytest.raises(SealBroken):
        b"".join(services.content(file))


def test_files_open_after_the_keys_were_rotated(site, settings):
    from base64 import b64encode

    file = stored(site)
    settings.RATUSZ_VAULT_KEYS = [
        "new:" + b64encode(b"n" * 32).decode(),
        *settings.RATUSZ_VAULT_KEYS,
    ]

    PrivateFile.objects.get(pk=file.pk).save()  # what a rotation does: read and write the row

    settings.RATUSZ_VAULT_KEYS = settings.RATUSZ_VAULT_KEYS[:1]
    assert b"".join(services.content(PrivateFile.objects.get(pk=file.pk))) == CANARY


def test_refused_file_leaves_nothing(site, private_root):
    with pytest.raises(FileRefused):
        stored(site, name="a.exe")

    assert files_in(private_root) == []
    assert not PrivateFile.objects.exists()


def test_undeclared_purpose_is_a_mistake(site):
    with pytest.raises(LookupError):
        stored(site, purpose="nobody.knows")


def test_endless_content_is_broken_off(site, private_root):
    def endless():
        while True:
            yield b"x" * 100_000

    with pytest.raises(ValueError, match="More than"):
        services.keep(
            endless(), name="a", media_type="b", site=site, owner_user_id=None, purpose="tests.any"
        )

    assert files_in(private_root) == []


# -- a full disk --------------------------------------------------------------------------------


def test_74_full_disk_leaves_no_row_and_no_cut_file(site, settings, tmp_path):
    with small_folder(tmp_path / "small") as folder:
        keep_in(settings, folder)
        with pytest.raises(NoRoom):
            stored(site, content=os.urandom(2_000_000).hex().encode())

        assert files_in(folder) == []
        assert not PrivateFile.objects.exists()
        # The next, smaller one fits.
        assert b"".join(services.content(stored(site))) == CANARY


def test_74_refused_write_leaves_no_row_and_no_cut_file(site, private_root):
    with no_file_beyond(100_000), pytest.raises(NoRoom):
        stored(site, content=b"a" * 1_000_000)

    assert files_in(private_root) == []
    assert not PrivateFile.objects.exists()


def test_storage_that_cannot_be_reached_is_no_room(site, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    keep_in(settings, tmp_path / "file")

    with pytest.raises(NoRoom):
        stored(site)
