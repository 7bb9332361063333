"""The simulators' server: mounted, switchable, and gone at once when it is told to stop."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from cms.connectors.deadline import Deadline
from cms.connectors.http import HttpClient
from cms.connectors.simulators import catalogue
from cms.connectors.simulators.mailbox import deliver, receiver
from cms.connectors.simulators.misbehave import TRANSPORT_MODES
from cms.connectors.simulators.smtp_modes import MailSwitch
from cms.connectors.simulators.state import State, kept_in

QUESTION = b"<GetBalance><person>x</person></GetBalance>"
ACCEPT = {"Accept": "application/json"}


@pytest.fixture
def call(simulators):
    """Ask the running server; gives status, headers and body."""

    def send(path, *, method="GET", body=None, **headers):
        answer = HttpClient().request(
            method,
            simulators.address + path,
            deadline=Deadline(5),
            body=body,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        return answer

    return send


def control(call, simulator, mode):
    body = json.dumps({"simulator": simulator, "mode": mode}).encode()
    return call("/control/", method="POST", body=body, Content_Type="application/json")


def test_simulator_answers_below_its_own_path(call):
    answer = call("/ledger/soap/", method="POST", body=QUESTION)

    assert answer.status == 200
    assert b"390.00" in answer.body
    assert "set-cookie" not in answer.headers


def test_simulator_sees_its_path_and_query():
    from cms.connectors.simulators.testing import running_simulators

    class Echo:
        name, title, content_modes = "echo", "Echo", {}

        def __call__(self, environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            parts = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_X_A", "CONTENT_LENGTH")
            return [" ".join(environ[part] for part in parts).encode()]

    with (
        running_simulators({"ezd": Echo()}) as running,
        socket.create_connection(("127.0.0.1", int(running.host.split(":")[1]))) as client,
    ):
        client.sendall(
            b"POST /ezd/echo/a%20b?c=d HTTP/1.1\r\nX-A: e\r\nContent-Length: 2\r\n\r\nhi"
        )
        answer = b""
        while chunk := client.recv(4096):
            answer += chunk

    assert answer.endswith(b"/ezd/echo /a b c=d e 2")


def test_unknown_path_is_not_found(call):
    assert call("/nothing/").status == 404


def test_broken_simulator_is_answered_for(call):
    control(call, "ledger", "broken")

    assert call("/ledger/", method="POST", body=QUESTION).status == 500


def test_control_lists_simulators_for_programs(call, simulators):
    listed = json.loads(call("/control/", **ACCEPT).body)["simulators"]

    assert [one["name"] for one in listed] == ["ledger", "mail"]
    assert listed[0]["address"] == f"{simulators.address}/ledger/"
    assert listed[0]["mode"] == "ok"
    assert {*TRANSPORT_MODES, "fault", "nan"} <= set(listed[0]["modes"])


def test_control_sets_a_mode_for_programs(call):
    answer = control(call, "ledger", "html")

    assert (answer.status, json.loads(answer.body)) == (
        200,
        {"simulator": "ledger", "mode": "html"},
    )
    assert b"<!doctype html>" in call("/ledger/", method="POST", body=QUESTION).body
    control(call, "*", "ok")
    assert b"390.00" in call("/ledger/", method="POST", body=QUESTION).body


def test_control_sets_a_mode_for_people(call, simulators):
    page = call("/control/").body.decode()
    assert "Ledger of the tests" in page
    assert page.count("<button") == len(simulators.simulators[0].modes) + len(MailSwitch.modes)

    with pytest.raises(Exception, match="redirect"):  # 303: the page again
        call(
            "/control/",
            method="POST",
            body=b"simulator=ledger&mode=nan",
            Content_Type="application/x-www-form-urlencoded",
        )
    assert simulators.simulators[0].mode == "nan"
    assert b'aria-pressed="true"' in call("/control/").body


@pytest.mark.parametrize(
    ("simulator", "mode", "status"),
    [("ledger", "nothing", 400), ("nobody", "ok", 404), ("*", "nothing", 400)],
)
def test_control_refuses_what_there_is_not(call, simulator, mode, status):
    assert control(call, simulator, mode).status == status


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"simulator": []}'])
def test_control_refuses_what_is_no_order(call, body):
    answer = call("/control/", method="POST", body=body, Content_Type="application/json")

    assert answer.status in {400, 404}


def test_control_serves_its_style_sheet(call):
    assert call("/control/style.css").headers["content-type"].startswith("text/css")


def test_page_says_so_when_there_is_no_simulator(settings):
    from cms.connectors.simulators.testing import running_simulators

    with running_simulators({}) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        answer = HttpClient().request("GET", f"{running.address}/control/", deadline=Deadline(5))
    assert answer.status == 200
    assert answer.body.count(b"<button") == len(MailSwitch.modes)


def test_installed_simulators_are_those_of_the_running_add_ons(monkeypatch):
    class Addon:
        def connector_classes(self):
            return [type("Source", (), {"simulator": "simulator.app"}), type("Plain", (), {})]

        def load(self, dotted):
            assert dotted == "simulator.app"
            return type("App", (), {"name": self.app, "content_modes": {}})()

    dues, ezd = Addon(), Addon()
    dues.app, ezd.app = "dues", "papers"
    monkeypatch.setattr(catalogue, "addons", lambda: {"dues": dues, "ezd": ezd})

    assert [one.path for one in catalogue.installed()] == ["/dues/", "/ezd/papers/"]


def test_installed_simulators_go_without_one_that_cannot_be_loaded(monkeypatch, caplog):
    class Wrecked:
        def connector_classes(self):
            return [type("Source", (), {"simulator": "simulator.app"})]

        def load(self, dotted):
            raise ImportError(dotted)

    monkeypatch.setattr(catalogue, "addons", lambda: {"wrecked": Wrecked()})

    assert catalogue.installed() == []
    assert "of wrecked cannot be loaded" in caplog.text


def a_mail(*, html=True):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Zażółć <b>", "u@x.pl", "Anna@example.org"
    message.set_content("Link: http://localhost/abc ą")
    if html:
        message.add_alternative("<p>ą</p><script>alert(1)</script>", subtype="html")
    return message


def test_mailbox_keeps_what_smtp_brings(call):
    box = receiver(0)
    box.start()
    try:
        with smtplib.SMTP("127.0.0.1", box.port) as client:
            client.send_message(a_mail())
            client.send_message(a_mail(), to_addrs=["other@example.org"])
    finally:
        box.stop()

    found = json.loads(call("/mail/?to=anna@example.org", **ACCEPT).body)["mails"]
    assert [one["subject"] for one in found] == ["Zażółć <b>"]
    assert "http://localhost/abc ą" in found[0]["text"]
    assert json.loads(call(f"/mail/{found[0]['id']}/", **ACCEPT).body) == found[0]
    assert len(json.loads(call("/mail/", **ACCEPT).body)["mails"]) == 2
    assert json.loads(call("/mail/", method="DELETE").body) == {"mails": []}


def test_mailbox_shows_a_mail_and_locks_its_html_in(call):
    deliver("u@x.pl", ["anna@example.org"], a_mail().as_bytes())

    assert "Zażółć &lt;b&gt;" in call("/mail/").body.decode()
    page = call("/mail/1/").body.decode()
    assert '<a href="http://localhost/abc"' in page
    assert "<script>" not in page
    html = call("/mail/1/html/")
    assert html.headers["content-security-policy"].startswith("sandbox;")
    assert "script" not in html.headers["content-security-policy"]


def test_mailbox_shows_a_mail_that_nobody_could_read(call):
    deliver("u@x.pl", ["a@example.org"], b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff")

    assert call("/mail/1/").status == 200
    assert call("/mail/2/").status == 404


def test_state_is_kept_for_each_simulator_apart(tmp_path):
    with kept_in(tmp_path / "deep" / "state.sqlite3"):
        first, second = State("first"), State("second")
        first.set("a", {"ą": 1})
        first.change("count", lambda count: count + 1, default=0)
        second.set("a", 2)

        assert first.items() == {"a": {"ą": 1}, "count": 1}
        assert first.get("nothing", 7) == 7
        first.delete("a")
        assert first.items("a") == {}
        first.clear()
        assert (first.items(), second.get("a")) == ({}, 2)


def test_state_stays_as_it_was_when_a_change_fails(tmp_path):
    with kept_in(tmp_path / "state.sqlite3"):
        state = State("first")
        state.set("count", 1)
        with pytest.raises(ZeroDivisionError):
            state.change("count", lambda count: count / 0)

        assert state.get("count") == 1


def test_command_starts_says_where_and_stops_at_once(tmp_path):
    ports = []
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            ports.append(str(probe.getsockname()[1]))
    # The database does not exist: simulators must not need it.
    environment = {**os.environ, "RATUSZ_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "simulators", "--port", ports[0]]
    process = subprocess.Popen(
        [*command, "--mailbox-port", ports[1]],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        lines = []
        while f":{ports[0]}/mail/" not in (lines or [""])[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], "it ended without saying where"
        again = subprocess.run(
            [*command, "--mailbox-port", ports[1]],
            check=False,
            cwd=Path(__file__).parents[2],
            env=environment,
            capture_output=True,
            text=True,
        )
        assert f"Port {ports[0]} is taken" in again.stderr
        assert "Traceback" not in again.stderr
    finally:
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=10)
    assert time.monotonic() - started < 5
    assert process.returncode == 0
    assert rest == "Simulators stopped.\n"
