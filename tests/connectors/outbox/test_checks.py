"""What is declared wrongly is named before anything is sent."""

import pytest

from cms.connectors.outbox import Delivery, Step, checks


class Fine(Step):
    name = title = "fine"
    idempotent = True


class Mute(Step):
    name = title = "mute"


class Slow(Fine):
    seconds = 55.0


class Nameless(Fine):
    name = title = ""


def found(monkeypatch, *classes):
    monkeypatch.setattr(checks, "declared_classes", lambda: list(classes))
    return [message.msg for message in checks.check_deliveries()]


def delivery(*steps, kind="app.thing", title="Thing"):
    return type("Thing", (Delivery,), {"kind": kind, "title": title, "steps": steps})


def test_a_sound_declaration_passes(monkeypatch):
    assert found(monkeypatch, delivery(Fine())) == []


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (delivery(), "needs steps"),
        (delivery(Fine(), Fine()), "name of its own"),
        (delivery(Nameless()), "without a title"),
        (delivery(Slow()), "more than 50 seconds"),
        (delivery(Fine(), kind="thing"), "needs a kind"),
        (delivery(Fine(), title=""), "and a title"),
        (delivery(Mute()), "nobody can be asked about the step 'mute'"),
    ],
)
def test_what_is_wrong_is_named(monkeypatch, declared, words):
    assert any(words in message for message in found(monkeypatch, declared))


def test_two_of_one_kind_are_named(monkeypatch):
    messages = found(monkeypatch, delivery(Fine()), delivery(Fine()))

    assert len(messages) == 2
    assert "as another delivery has" in messages[0]
