"""The form field: good files stay attached while the rest is corrected, bad ones say why."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from cms.files import problems, storage
from cms.files.models import PrivateFile, State
from tests.audit import people
from tests.files import samples
from tests.files.conftest import keep_in
from tests.files.disks import small_folder
from tests.files.keeping import files_in, stored
from tests.files.samples import upload

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.files.urls")]

REPORT, PHOTO = "/tests/report/", "/tests/photo/"
LETTER = ("list.txt", "Dzień dobry".encode())


@pytest.fixture(autouse=True)
def plain_portal(site, without_gates):
    """The rules of residents have tests of their own."""


def send(client, *files, address=REPORT, words="", **fields):
    return client.post(
        address, {"words": words, "files": [upload(*file) for file in files], **fields}
    )


def kept(answer):
    return re.findall(r'name="files-kept" value="([^"]+)"', answer.content.decode())


def test_valid_form_keeps_its_files(client, user):
    client.force_login(user)

    answer = send(client, LETTER, words="Dziura")

    file = PrivateFile.objects.get()
    assert answer.content == b"sent"
    assert (file.state, file.owner, file.binding) == (State.KEPT, user, "")


def test_form_without_files_is_fine(client):
    assert send(client, words="Dziura").content == b"sent"
    assert "sessionid" not in client.cookies


def test_required_file_must_come(client):
    answer = send(client, address=PHOTO, words="Dziura")

    assert "To pole jest wymagane" in answer.content.decode()


def test_files_stay_attached_while_the_form_is_corrected(client):
    first = send(client, LETTER)
    assert "list.txt (12\N{NO-BREAK SPACE}B)" in first.content.decode()
    assert PrivateFile.objects.get().state == State.PENDING

    second = client.post(REPORT, {"files-kept": kept(first)})
    assert kept(second) == kept(first)
    third = client.post(REPORT, {"files-kept": kept(second), "words": "Dziura"})

    assert third.content == b"sent"
    assert PrivateFile.objects.get().state == State.KEPT


def test_files_are_added_to_those_attached(client):
    first = send(client, LETTER)

    second = send(client, ("b.txt", b"b"), words="Dziura", **{"files-kept": kept(first)})

    assert second.content == b"sent"
    assert PrivateFile.objects.filter(state=State.KEPT).count() == 2


def test_ticked_file_is_removed(client, private_root, django_capture_on_commit_callbacks):
    first = send(client, LETTER, ("b.txt", b"b"))
    ids = kept(first)

    with django_capture_on_commit_callbacks(execute=True):
        second = client.post(REPORT, {"files-kept": ids, "files-remove": ids[:1]})

    assert kept(second) == ids[1:]
    assert len(files_in(private_root)) == 1


def test_good_file_stays_when_another_is_refused(client):
    answer = send(client, LETTER, ("b.exe", b"MZ"), words="Dziura")

    assert len(kept(answer)) == 1
    text = answer.content.decode()
    assert "Nie można dołączyć pliku „b.exe”" in text
    assert 'value="Dziura"' in text
    assert 'href="#id_files"' in text  # the summary leads to the field


def test_files_stay_attached_through_signing_in(client, user):
    ids = kept(send(client, LETTER))
    client.force_login(user)  # keeps the session's data, as signing in on the page does

    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).content == b"sent"
    assert PrivateFile.objects.get().owner == user


def test_73_upload_of_another_session_is_not_there(client):
    ids = kept(send(client, LETTER))

    answer = Client().post(REPORT, {"files-kept": ids, "words": "x"})

    assert "Pliku dołączonego wcześniej już nie ma" in answer.content.decode()
    assert PrivateFile.objects.get().state == State.PENDING


def test_73_upload_of_another_person_after_sign_out(client, user):
    client.force_login(user)
    ids = kept(send(client, LETTER))
    client.logout()
    client.force_login(people.user())

    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).content != b"sent"


def test_73_upload_without_the_form():
    answer = send(Client(enforce_csrf_checks=True), LETTER, words="x")

    assert answer.status_code == 403
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("ids", [["x"], ["../../etc"], ["0" * 32], ["a" * 5_000] * 200])
def test_73_ids_that_are_none(client, ids):
    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).status_code == 200


def test_73_kept_file_is_not_taken_again(client, site, user):
    client.force_login(user)
    file = stored(site, user)

    answer = client.post(REPORT, {"files-kept": [file.key], "words": "x"})

    assert answer.content != b"sent"
    client.post(REPORT, {"files-kept": [file.key], "files-remove": [file.key], "words": ""})
    assert PrivateFile.objects.filter(pk=file.pk).exists()


def test_73_upload_for_another_purpose(client):
    ids = kept(send(client, ("a.jpg", samples.picture())))

    answer = client.post(PHOTO, {"files-kept": ids, "words": "x"})

    assert "już nie ma" in answer.content.decode()


def test_form_sent_twice_keeps_its_file_once(client):
    ids = kept(send(client, LETTER))

    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).content == b"sent"
    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).content != b"sent"


def test_pending_file_ends(client, time_machine):
    time_machine.move_to("2026-11-24 08:00:00+01:00")
    ids = kept(send(client, LETTER))
    assert PrivateFile.objects.get().keep_until > timezone.now()
    time_machine.move_to("2026-11-24 16:01:00+01:00")

    assert client.post(REPORT, {"files-kept": ids, "words": "x"}).content != b"sent"


def test_72_hundred_files_at_once(client, private_root):
    answer = send(client, *[(f"{n}.txt", b"x") for n in range(100)], words="Dziura")

    assert "najwyżej 3 pliki" in answer.content.decode()
    assert files_in(private_root) == []
    assert send(client, *[(f"{n}.txt", b"x") for n in range(101)]).status_code == 400


def test_limit_counts_those_attached(client):
    ids = kept(send(client, LETTER, ("b.txt", b"b")))

    answer = send(client, ("c.txt", b"c"), ("d.txt", b"d"), words="x", **{"files-kept": ids})

    assert "najwyżej 3 pliki" in answer.content.decode()
    assert kept(answer) == ids


def test_new_file_takes_the_place_of_the_one_before_where_there_is_room_for_one(client):
    first = send(client, ("a.jpg", samples.picture()), address=PHOTO)

    refused = send(client, ("b.jpg", b"x"), address=PHOTO, **{"files-kept": kept(first)})
    assert kept(refused) == kept(first)
    second = send(
        client, ("b.png", samples.picture("PNG")), address=PHOTO, **{"files-kept": kept(first)}
    )

    assert PrivateFile.objects.get().name == "b.png"
    assert len(kept(second)) == 1


def test_63_refused_names_are_escaped(client):
    answer = send(client, ("<img src=x onerror=alert(1)>.exe", b"x"))

    assert b"<img" not in answer.content


def test_74_full_disk_is_a_sentence_and_what_was_typed_is_kept(client, settings, tmp_path):
    large = ("duży.txt", b"x" * 2_000_000)
    with small_folder(tmp_path / "small") as folder:
        keep_in(settings, folder)

        answer = send(client, large, words="Dziura na Lipowej")

        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Nie udało nam się zapisać pliku „duży.txt”" in text
        assert 'value="Dziura na Lipowej"' in text
        assert files_in(folder) == []
        assert not PrivateFile.objects.exists()
        # The site is up, and the form can be sent without the file.
        assert client.get("/").status_code == 200
        assert send(client, words="Dziura na Lipowej").content == b"sent"


def test_file_the_storage_refuses_stays_out_and_others_in(client, monkeypatch):
    real = storage.write

    def write(name, pieces):
        content = b"".join(pieces)
        if len(content) > 1_000:
            raise storage.NoRoom
        real(name, [content])

    monkeypatch.setattr(storage, "write", write)

    answer = send(client, LETTER, ("b.txt", b"x" * 2_000), words="x")

    assert len(kept(answer)) == 1


def test_control_says_what_may_come(client):
    text = client.get(PHOTO).content.decode()

    assert 'accept=".jpg,.jpeg,.png,.webp,.heic,.heif"' in text
    assert "multiple" not in text
    assert "1 plik, najwyżej 293" in text
    assert 'aria-describedby="id_files_helptext"' in text
    assert "multiple" in client.get(REPORT).content.decode()


def test_sentences_are_in_the_readers_language():
    from django.utils import translation

    refused = problems.FileRefused(problems.EMPTY, name="a.txt")

    for language, word in (("pl", "pusty"), ("uk", "порожній"), ("en", "empty")):
        with translation.override(language):
            assert word in str(refused)


def test_field_without_a_request_is_a_mistake():
    from tests.files.urls import ReportForm

    with pytest.raises(TypeError, match="request"):
        ReportForm({"words": "x"}, {}).is_valid()
