"""An outside system of the tests, its simulator and its block: what two small add-ons share.

It answers a person's lines as JSON: {"person": …, "lines": [{"what": …, "amount": …}]}.
"""

import json

from cms.addonkit.blocks import Fragment
from cms.connectors import parsing
from cms.connectors.base import Connector
from cms.connectors.deadline import page_deadline
from cms.connectors.errors import Garbage, WrongData
from cms.connectors.http import HttpClient
from cms.connectors.reading import read, read_ahead
from cms.connectors.results import Unavailable
from cms.connectors.snapshots import Codec

ADDRESSES = {}
CODEC = Codec(
    dump=lambda lines: {"lines": [[what, str(amount)] for what, amount in lines]},
    load=lambda kept: [(what, parsing.decimal(amount, "amount")) for what, amount in kept["lines"]],
)


class JsonSource(Connector):
    seconds = 2.0
    simulator = "simulator"

    def ask(self, person, deadline):
        answer = HttpClient().request(
            "POST", ADDRESSES[self.name], deadline=deadline, max_bytes=100_000,
            body=json.dumps({"person": person}).encode(),
        )  # fmt: skip
        answer.raise_for_status()
        return _lines(answer.body, person)

    def check(self, site):
        return ()


def _lines(body, person):
    try:
        told = json.loads(body)
        lines = [(str(line["what"]), line["amount"]) for line in told["lines"]]
    except (ValueError, KeyError, TypeError):
        raise Garbage("not the agreed JSON") from None
    if told.get("person") != person:
        raise WrongData("person", "the answer is about somebody else")
    return [(what, parsing.decimal(amount, "amount")) for what, amount in lines]


class JsonSimulator:
    content_modes = {
        "nan": "NaN for an amount",
        "wrong_person": "somebody else's data",
        "other_json": "JSON that was not agreed",
        "fault": "fails",
    }

    def __init__(self, name, lines):
        self.name, self.title, self._lines = name, name.title(), lines

    def __call__(self, environ, start_response):
        mode = environ["ratusz.mode"]
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        person = "44051401359" if mode == "wrong_person" else asked["person"]
        lines = [
            {"what": what, "amount": "NaN" if mode == "nan" else amount}
            for what, amount in self._lines
        ]
        told = [1, 2] if mode == "other_json" else {"person": person, "lines": lines}
        status = "503 Service Unavailable" if mode == "fault" else "200 OK"
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(told).encode()]


def begin(connector, context):
    """Let the question travel; gives what waits for the answer."""
    return read_ahead(connector, context.subject, *_question(connector, context)).result


def ask(connector, context):
    """Ask and wait."""
    return read(connector, context.subject, *_question(connector, context))


def fragment(template, result):
    """What the block shows."""
    if isinstance(result, Unavailable):
        return Fragment(template, {"reason": result.reason, "retry_at": result.retry_at})
    return Fragment(template, {"lines": result.data, "stale": getattr(result, "reason", "")})


def _question(connector, context):
    person = context.subject.data_of.reveal()
    deadline = page_deadline(context.request)
    return deadline, lambda within: connector.ask(person, within), CODEC
