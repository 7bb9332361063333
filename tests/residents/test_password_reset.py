"""A forgotten password."""

import re
import time

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from cms.residents import post
from tests.residents.people import ResidentFactory, UserFactory, resident
from tests.residents.signing_in import sign_in, signed_in, tokens_removed

pytestmark = pytest.mark.django_db
NEW = "fioletowy-rower-w-deszczu"


def ask(client, email, host="localhost", **headers):
    return client.post("/konto/haslo/", {"email": email}, headers={"host": host}, **headers)


def link_in(letter):
    return re.search(r"https?://\S+", letter.body).group()


def path_in(letter):
    return "/" + link_in(letter).split("/", 3)[3]


def open_link(client, path):
    return client.get(path, headers={"host": "localhost"}, follow=True)


def set_password(client, path, password=NEW, repeated=None):
    """Open the link and fill in its form."""
    form = open_link(client, path)
    return client.post(
        form.request["PATH_INFO"],
        {"password1": password, "password2": password if repeated is None else repeated},
        headers={"host": "localhost"},
    )


@pytest.fixture
def asked(client, letters):
    """A resident who has asked, and the path in their letter."""
    anna = resident()
    ask(client, anna.user.email)
    return anna, path_in(letters()[0])


def test_page_when_opened(client):
    html = client.get("/konto/haslo/").content.decode()

    assert 'autocomplete="username"' in html


def test_reset_when_the_link_is_used_sets_the_password(client, asked):
    anna, path = asked

    answer = set_password(client, path)

    assert answer.headers["Location"] == "/konto/haslo/zmienione/"
    assert client.get("/konto/haslo/zmienione/").status_code == 200
    assert not signed_in(client)
    sign_in(client, anna.user.email, NEW)
    assert signed_in(client)


def test_reset_when_the_form_is_opened_keeps_the_key_out_of_its_address(client, asked):
    _anna, path = asked

    form = open_link(client, path)

    key = path.rstrip("/").rpartition("/")[2]
    assert key not in form.request["PATH_INFO"]
    assert key not in form.content.decode()
    assert form.headers["Referrer-Policy"] == "same-origin"


def test_reset_when_done_ends_all_sessions(client, letters):
    anna = resident()
    elsewhere = Client()
    sign_in(elsewhere, anna.user.email)
    ask(client, anna.user.email)

    set_password(client, path_in(letters()[0]))

    assert not signed_in(elsewhere)


def test_reset_when_done_tells_the_owner(client, asked, letters):
    anna, path = asked

    set_password(client, path)

    assert [letter.to for letter in letters()] == [[anna.user.email], [anna.user.email]]


def test_reset_when_the_link_is_used_twice(client, asked):
    _anna, path = asked
    set_password(client, path)

    answer = open_link(Client(), path)

    assert "password1" not in answer.content.decode()


def test_reset_when_the_owner_has_signed_in_since(client, asked):
    anna, path = asked
    sign_in(Client(), anna.user.email)

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_link_is_an_hour_old(client, letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        anna = resident()
        ask(client, anna.user.email)
        path = path_in(letters()[0])
        clock.shift(60 * 60)
        assert "password1" in open_link(Client(), path).content.decode()

        clock.shift(60)
        assert "password1" not in open_link(Client(), path).content.decode()


def test_reset_when_the_form_waits_until_the_link_is_too_old(client, letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        anna = resident()
        ask(client, anna.user.email)
        form = open_link(client, path_in(letters()[0]))
        clock.shift(61 * 60)

        client.post(
            form.request["PATH_INFO"],
            {"password1": NEW, "password2": NEW},
            headers={"host": "localhost"},
        )

        anna.user.refresh_from_db()
        assert not anna.user.check_password(NEW)


def test_reset_when_the_address_has_changed_since(client, asked):
    anna, path = asked
    anna.user.emailaddress_set.update(email="nowy@example.org")
    anna.user.email = "nowy@example.org"
    anna.user.save()

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_password_has_changed_since(client, asked):
    anna, path = asked
    anna.user.set_password("zmienione-gdzie-indziej")
    anna.user.save()

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_key_is_used_for_another_person(client, asked):
    anna, path = asked
    maria = resident()
    uid = path.rstrip("/").rpartition("/")[2].partition("-")[0]
    forged = path.replace(f"/{uid}-", f"/{maria.user.pk}-") if uid != str(maria.user.pk) else path

    assert "password1" not in open_link(client, forged).content.decode()
    assert anna.user_id != maria.user_id


@pytest.mark.parametrize("position", [1, -2])
def test_reset_when_a_letter_of_the_key_is_changed(client, asked, position):
    _anna, path = asked
    head, _, tail = path.rstrip("/").rpartition("-")
    letters_of_key = list(tail)
    letters_of_key[position] = "a" if letters_of_key[position] != "a" else "b"

    answer = open_link(client, f"{head}-{''.join(letters_of_key)}/")

    assert "password1" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/konto/haslo/nowe/x/", "/konto/haslo/nowe/1-set-password/"])
def test_reset_when_the_address_is_made_up(client, path):
    assert "password1" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("password", "repeated"),
    [
        ("krotkie", None),
        ("", None),
        (NEW, "inne-slowa-w-drugim-polu"),
        ("123456789012", None),
        ("gmina-ratusz-portal-1", None),
        ("x" * 5000, None),
    ],
)
def test_reset_when_the_new_password_is_refused(client, asked, password, repeated):
    anna, path = asked

    answer = set_password(client, path, password, repeated)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Błąd: " in html
    assert 'autocomplete="new-password"' in html
    assert not password or password not in html
    anna.user.refresh_from_db()
    assert not anna.user.check_password(password)


# -- who gets mail ------------------------------------------------------------------------------


def test_ask_when_the_address_is_unknown_sends_nothing(client, letters):
    answer = ask(client, "nikt@example.org")

    assert answer.headers["Location"] == "/konto/haslo/wyslano/"
    assert letters() == []


def test_ask_when_known_or_not_answers_the_same(client):
    anna = resident()

    pages = [
        (answer.status_code, answer.headers["Location"], tokens_removed(answer.content.decode()))
        for answer in (ask(client, anna.user.email), ask(client, "nikt@example.org"))
    ]

    assert pages[0] == pages[1]
    assert client.get("/konto/haslo/wyslano/").status_code == 200


def test_ask_when_the_account_is_of_another_municipality(client, other_site, letters):
    olena = resident(site=other_site)

    ask(client, olena.user.email)
    assert letters() == []

    ask(client, olena.user.email, host="127.0.0.1")
    assert link_in(letters()[0]).startswith("http://127.0.0.1/konto/haslo/nowe/")


def test_ask_when_the_account_is_blocked(client, letters):
    anna = resident()
    anna.user.is_active = False
    anna.user.save()

    ask(client, anna.user.email)

    assert letters() == []


def test_ask_when_spelled_otherwise_goes_to_the_stored_address(client, letters):
    resident(user=UserFactory(email="kasia@example.org"))

    ask(client, "\u212aa\u017fia@example.org")

    assert [letter.to for letter in letters()] == [["kasia@example.org"]]


def test_ask_when_the_host_header_names_another_port(client, letters):
    anna = resident()

    ask(client, anna.user.email, host="localhost:6666")

    assert link_in(letters()[0]).startswith("http://localhost/konto/")


def test_ask_when_the_host_header_is_a_strangers(client, letters):
    anna = resident()

    answer = ask(client, anna.user.email, host="evil.pl")

    assert answer.status_code == 400
    assert letters() == []


def test_ask_when_forwarded_host_is_made_up(client, letters):
    anna = resident()

    ask(client, anna.user.email, HTTP_X_FORWARDED_HOST="evil.pl")

    assert "evil" not in letters()[0].body


def test_ask_when_repeated_is_limited_for_known_and_unknown_alike(client, letters):
    anna = resident()

    codes = [
        [ask(client, email).status_code for _ in range(4)]
        for email in (anna.user.email, "nikt@example.org")
    ]

    assert codes == [[302, 302, 302, 429], [302, 302, 302, 429]]
    assert len(letters()) == 3


def test_ask_when_limited_shows_our_page(client):
    for _ in range(3):
        ask(client, "nikt@example.org")

    html = ask(client, "nikt@example.org").content.decode()

    assert 'class="ui-header"' in html


class SlowServer(BaseEmailBackend):
    """A mail server that takes its time, and then refuses."""

    def send_messages(self, email_messages):
        time.sleep(1)
        raise ConnectionRefusedError


def test_ask_when_the_mail_server_is_slow_and_down_answers_at_once(client, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.SlowServer"
    anna = resident()
    started = time.monotonic()

    answer = ask(client, anna.user.email)

    assert answer.status_code == 302
    assert time.monotonic() - started < 0.9
    post.wait_until_sent()
    assert "ConnectionRefusedError" in caplog.text
    assert anna.user.email not in caplog.text


def test_ask_when_unknown_writes_a_letter_all_the_same(client, monkeypatch):
    """Both answers do the same work; only the sending differs, and nobody waits for it."""
    written = []
    monkeypatch.setattr(
        mail.EmailMultiAlternatives,
        "attach_alternative",
        lambda self, content, mimetype: written.append(mimetype),
    )

    ask(client, "nikt@example.org")

    assert written == ["text/html"]


# -- changing it while signed in ----------------------------------------------------------------


def change(client, old, new=NEW):
    return client.post(
        "/konto/haslo/zmien/",
        {"oldpassword": old, "password1": new, "password2": new},
        headers={"host": "localhost"},
    )


def test_change_when_the_old_password_is_right_ends_all_sessions(client, letters):
    from tests.residents.people import PASSWORD

    anna = resident()
    elsewhere = Client()
    sign_in(client, anna.user.email)
    sign_in(elsewhere, anna.user.email)

    answer = change(client, PASSWORD)

    assert answer.headers["Location"] == "/konto/haslo/zmienione/"
    assert not signed_in(client)
    assert not signed_in(elsewhere)
    assert [letter.to for letter in letters()] == [[anna.user.email]]


def test_change_when_the_old_password_is_wrong(client):
    anna = resident()
    sign_in(client, anna.user.email)

    answer = change(client, "nie-to-haslo")

    assert answer.status_code == 200
    anna.user.refresh_from_db()
    assert not anna.user.check_password(NEW)


def test_change_when_nobody_is_signed_in(client):
    assert client.get("/konto/haslo/zmien/").headers["Location"].startswith("/konto/zaloguj/")


# -- confirming an address ----------------------------------------------------------------------


@pytest.fixture
def to_confirm(client, letters):
    piotr = ResidentFactory(user=UserFactory(confirmed=False))
    sign_in(client, piotr.user.email)
    return piotr, path_in(letters()[0])


def is_confirmed(resident_):
    return resident_.user.emailaddress_set.filter(verified=True).exists()


def test_confirm_when_the_link_is_only_opened(client, to_confirm):
    piotr, path = to_confirm

    assert client.get(path, headers={"host": "localhost"}).status_code == 200
    client.head(path, headers={"host": "localhost"})

    assert not is_confirmed(piotr)


def test_confirm_when_the_button_is_pressed(client, to_confirm):
    piotr, path = to_confirm

    client.post(path, headers={"host": "localhost"})

    assert is_confirmed(piotr)
    assert not signed_in(client)
    sign_in(client, piotr.user.email)
    assert signed_in(client)


def test_confirm_when_the_link_is_a_day_old(letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        piotr = ResidentFactory(user=UserFactory(confirmed=False))
        client = Client()
        sign_in(client, piotr.user.email)
        path = path_in(letters()[0])
        clock.shift(24 * 60 * 60 + 1)

        assert client.post(path, headers={"host": "localhost"}).status_code == 404

    assert not is_confirmed(piotr)


def test_registration_when_opened_says_how_to_get_an_account(client):
    answer = client.get("/konto/rejestracja/")

    assert answer.status_code == 200
    assert "password1" not in answer.content.decode()


def test_registration_when_posted_makes_nobody(client):
    from django.contrib.auth import get_user_model

    client.post(
        "/konto/rejestracja/", {"email": "x@example.org", "password1": NEW, "password2": NEW}
    )

    assert not get_user_model().objects.exists()
