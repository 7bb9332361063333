"""Every way in which an installed simulator can misbehave is set by hand and by a program."""

import json
from urllib.parse import urlencode

import pytest

from cms.connectors.deadline import Deadline
from cms.connectors.http import HttpClient
from cms.connectors.simulators.testing import running_simulators

JSON = {"Accept": "application/json"}
AS_JSON = {"Content-Type": "application/json"}
AS_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def control(settings):
    """Ask the control page of all installed simulators: `control(headers, body)`."""
    with running_simulators() as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]

        def control(headers, body=None):
            method = "GET" if body is None else "POST"
            url = f"{running.address}/control/"
            try:
                return HttpClient().request(
                    method, url, deadline=Deadline(5), headers=headers, body=body
                )
            except Exception as error:
                # The answer to a form is a redirect, which the client does not follow.
                assert "redirect" in str(error)

        yield control


def states(control):
    answer = json.loads(control(JSON).body)
    return {one["name"]: (one["mode"], list(one["modes"])) for one in answer["simulators"]}


def test_page_has_a_button_without_a_script_for_every_mode(control):
    page = control({}).body.decode()

    assert "<script" not in page
    for name, (_mode, modes) in states(control).items():
        assert f'value="{name}"' in page
        assert {mode for mode in modes if f'value="{mode}"' not in page} == set()


def test_mail_server_and_every_add_on_are_there(control):
    assert {"dues", "mail"} <= set(states(control))


@pytest.mark.parametrize("headers", [AS_FORM, AS_JSON], ids=["by hand", "by a program"])
def test_every_mode_is_set_and_taken_back(control, headers):
    for name, (_mode, modes) in states(control).items():
        for mode in [*modes, "ok"]:
            fields = {"simulator": name, "mode": mode}
            body = json.dumps(fields) if headers is AS_JSON else urlencode(fields)
            control(headers, body.encode())

            assert states(control)[name][0] == mode
