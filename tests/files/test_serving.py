"""Serving: for one session and person, in whole or in part, never to be shown or kept."""

import pytest
from django.test import Client

from cms.audit.models import Entry
from cms.files.models import PrivateFile
from cms.files.sealing import CHUNK
from tests.audit import people
from tests.files.keeping import CANARY, files_in, stored

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.files.urls")]


@pytest.fixture(autouse=True)
def plain_portal(site, without_gates):
    """The rules of residents and of the admin's gate have tests of their own."""


@pytest.fixture
def file(site, user):
    return stored(site, user, name="Łąka.txt")


@pytest.fixture
def signed_in(client, user):
    client.force_login(user)
    return client


def link(client, file):
    return client.get(f"/tests/link/{file.pk}/").content.decode()


def body(answer):
    return b"".join(answer.streaming_content)


def test_owner_saves_the_file(signed_in, file):
    answer = signed_in.get(link(signed_in, file))

    assert answer.status_code == 200
    assert body(answer) == CANARY
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Length"] == str(len(CANARY))
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "%C5%81%C4%85ka.txt" in answer["Content-Disposition"]


def test_answer_can_be_neither_shown_nor_guessed_nor_kept(signed_in, file):
    answer = signed_in.get(link(signed_in, file))

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_link_says_nothing_of_the_file(signed_in, file):
    address = link(signed_in, file)

    assert str(file.key) not in address
    assert "ka.txt" not in address


# -- 136: links that were passed on -------------------------------------------------------------


def test_136_link_is_of_no_use_in_another_session(signed_in, file, user):
    address = link(signed_in, file)
    stranger, same_person = Client(), Client()
    stranger.force_login(people.user())
    same_person.force_login(user)

    assert [who.get(address).status_code for who in (Client(), stranger, same_person)] == [404] * 3


def test_136_link_is_of_no_use_after_signing_out(signed_in, file, user):
    address = link(signed_in, file)
    signed_in.logout()

    assert signed_in.get(address).status_code == 404
    signed_in.force_login(user)
    assert signed_in.get(address).status_code == 404


def test_136_somebody_elses_link_for_somebody_elses_file(signed_in, site):
    theirs = stored(site, people.user())

    # Even a link that was made by mistake opens nothing.
    assert signed_in.get(link(signed_in, theirs)).status_code == 404


def test_136_old_link_says_so_to_its_own_session_only(signed_in, file, settings, time_machine):
    time_machine.move_to("2026-11-24 12:00:00+01:00")
    address = link(signed_in, file)
    time_machine.move_to("2026-11-24 12:16:00+01:00")

    answer = signed_in.get(address)

    assert answer.status_code == 410
    assert "wczytaj tę stronę" in answer.content.decode()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "change", [lambda a: a[:-3] + "x/", lambda a: a.replace("_files/", "_files/x")]
)
def test_changed_link_is_no_link(signed_in, file, change):
    assert signed_in.get(change(link(signed_in, file))).status_code == 404


def test_link_of_another_municipality(signed_in, other_site, user):
    theirs = stored(other_site, user)

    assert signed_in.get(link(signed_in, theirs)).status_code == 404


def test_removed_file_is_gone(signed_in, file):
    address = link(signed_in, file)
    file.delete()

    assert signed_in.get(address).status_code == 404


def test_only_reading_is_allowed(signed_in, file):
    address = link(signed_in, file)

    for method in ("post", "put", "patch", "delete"):
        assert getattr(signed_in, method)(address).status_code == 405
    assert PrivateFile.objects.filter(pk=file.pk).exists()


# -- parts --------------------------------------------------------------------------------------


@pytest.fixture
def long_file(site, user):
    return stored(site, user, content=bytes(65 + n % 26 for n in range(3 * CHUNK)), name="a.txt")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        (f"bytes={CHUNK - 3}-{CHUNK + 3}", CHUNK - 3, CHUNK + 3),
        ("bytes=100-", 100, 3 * CHUNK - 1),
        ("bytes=-5", 3 * CHUNK - 5, 3 * CHUNK - 1),
        ("bytes=0-999999999", 0, 3 * CHUNK - 1),
        ("bytes=-999999999", 0, 3 * CHUNK - 1),
        ("bytes = 1 - 2", 1, 2),
    ],
)
def test_part_of_a_file(signed_in, long_file, asked, first, last):
    answer = signed_in.get(link(signed_in, long_file), headers={"range": asked})

    part = body(answer)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{3 * CHUNK}"
    assert answer["Content-Length"] == str(last - first + 1) == str(len(part))
    assert part == bytes(65 + n % 26 for n in range(first, last + 1))


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=", "bytes=-", "lines=0-1", "bytes=5-1", "bytes=a-b", "x"]
)
def test_part_that_makes_no_sense_is_the_whole(signed_in, long_file, asked):
    answer = signed_in.get(link(signed_in, long_file), headers={"range": asked})

    assert answer.status_code == 200
    assert len(body(answer)) == 3 * CHUNK


@pytest.mark.parametrize("asked", [f"bytes={3 * CHUNK}-", "bytes=-0", "bytes=99999999999999999-"])
def test_part_outside_of_the_file(signed_in, long_file, asked):
    answer = signed_in.get(link(signed_in, long_file), headers={"range": asked})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{3 * CHUNK}"


def test_part_of_the_same_file_only(signed_in, long_file):
    address = link(signed_in, long_file)
    tag = signed_in.head(address)["ETag"]
    asked = {"range": "bytes=0-1"}

    assert signed_in.get(address, headers={**asked, "if-range": tag}).status_code == 206
    assert signed_in.get(address, headers={**asked, "if-range": '"other"'}).status_code == 200


def test_head_says_all_but_the_content(signed_in, long_file):
    answer = signed_in.head(link(signed_in, long_file), headers={"range": "bytes=0-1"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(3 * CHUNK)
    assert answer["Accept-Ranges"] == "bytes"


def test_damaged_file_is_no_good_answer(signed_in, file, private_root, caplog):
    (path,) = files_in(private_root)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    broken = signed_in.get(link(signed_in, file))
    path.unlink()
    missing = signed_in.get(link(signed_in, file))

    assert [broken.status_code, missing.status_code] == [503, 503]
    assert "Wina jest po naszej stronie" in missing.content.decode()
    assert "Łąka" not in caplog.text


def test_file_takes_few_queries(signed_in, long_file, django_assert_max_num_queries):
    address = link(signed_in, long_file)

    with django_assert_max_num_queries(5):  # session, user, site, file
        body(signed_in.get(address))


# -- officials ----------------------------------------------------------------------------------

RIGHT = "ratusz_files.view_privatefile"


def staff_address(file):
    return f"/admin/private-file/{file.pk}/"


def test_official_opens_what_the_purpose_lets_them_and_it_is_recorded(client, site, user):
    file = stored(site, user, purpose="tests.matter")
    official = people.official(RIGHT, sites=[site])
    client.force_login(official)

    answer = client.get(staff_address(file), headers={"range": "bytes=6-16"})

    assert (answer.status_code, body(answer)) == (206, b"44051401359")
    entry = Entry.objects.get(event="files.opened")
    assert (entry.actor_id, entry.subject_user_id) == (official.pk, user.pk)
    assert entry.object_id == str(file.pk)
    assert entry.detail == {"purpose": "tests.matter", "first": 6, "last": 16}
    assert entry.actor_kind == "official"


def test_official_opens_nothing_else(client, site, other_site, user):
    closed = stored(site, user, purpose="tests.any")
    theirs = stored(other_site, user, purpose="tests.matter")
    mine = stored(site, user, purpose="tests.matter")

    client.force_login(people.official(RIGHT, sites=[site]))
    assert client.get(staff_address(closed)).status_code == 404
    assert client.get(staff_address(theirs)).status_code == 404
    client.force_login(people.official(sites=[site]))
    assert client.get(staff_address(mine)).status_code == 404
    client.force_login(user)
    assert client.get(staff_address(mine)).status_code in {302, 403}
    assert not Entry.objects.filter(event="files.opened").exists()


def test_nothing_leaves_when_it_cannot_be_recorded(client, site, user, monkeypatch):
    file = stored(site, user, purpose="tests.matter")
    client.force_login(people.official(RIGHT, sites=[site]))
    Entry.objects.all()  # the audit is there; its head is not
    client.raise_request_exception = False
    monkeypatch.setattr("cms.files.views.OPENED", "nobody.declared")

    answer = client.get(staff_address(file))

    assert answer.status_code == 500
    assert CANARY not in answer.content


def test_residents_own_reading_is_not_recorded(signed_in, file):
    before = Entry.objects.count()

    body(signed_in.get(link(signed_in, file)))

    assert Entry.objects.count() == before
