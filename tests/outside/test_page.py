"""Three blocks, three systems: whatever one of them does, the others' figures are there in time."""

import itertools

import pytest

from addons.dues.simulator.lies import MODES as DUES_LIES
from cms.connectors.simulators.misbehave import TRANSPORT_MODES

from .conftest import FIGURES, STOPPED
from .source import JsonSimulator

NAMES = list(FIGURES)
WIRE = [*(mode for mode in TRANSPORT_MODES if mode != "ok"), STOPPED]
# Ways of being odd that are no lie: the answer is usable all the same.
USABLE = {"slow", "extra_element", "unknown_words", "markup", "incomplete"}
CONTENT = {
    "dues": sorted(DUES_LIES),
    "water": sorted(JsonSimulator.content_modes),
    "library": sorted(JsonSimulator.content_modes),
}
COULD_NOT_ASK = {
    "dues": "Nie udało się zapytać",
    "water": "We could not ask (water)",
    "library": "We could not ask (library)",
}
STALE = {"dues": "Dane z ", "water": "From before (water)", "library": "From before (library)"}

WHOLE = [(name, mode) for name in NAMES for mode in (*WIRE, *CONTENT[name])]
# Each mode of the wire once, the blocks in turn; each way of lying that concerns no vendor.
QUICK = [
    *zip(itertools.cycle(NAMES), WIRE, strict=False),
    *(("water", mode) for mode in CONTENT["water"]),
    ("dues", "nan"), ("dues", "wrong_person"), ("library", "silent"), ("dues", "silent"),
]  # fmt: skip
TOGETHER = ["silent", "garbage", STOPPED]


def assert_others_are_intact(shown, bad):
    for name in NAMES:
        if name not in bad:
            assert FIGURES[name] in shown, f"{name} suffers from {bad}"
            assert STALE[name] not in shown


def assert_last_known_then_recovered(outside, look, bad, mode):
    shown = look()
    assert_others_are_intact(shown, ())
    for name in bad:
        outside.behave(name, mode)

    shown = look()

    assert_others_are_intact(shown, bad)
    for name in bad:
        assert FIGURES[name] in shown
        assert (STALE[name] in shown) == (mode not in USABLE)
    for name in bad:
        outside.behave(name)
    assert_others_are_intact(look(), ())


def assert_honest_when_never_asked(outside, look, bad, mode):
    for name in bad:
        outside.behave(name, mode)

    shown = look()

    assert_others_are_intact(shown, bad)
    for name in bad:
        assert (COULD_NOT_ASK[name] in shown) == (mode not in USABLE)
    for name in bad:
        outside.behave(name)
    assert_others_are_intact(look(), ())


@pytest.mark.parametrize(("name", "mode"), QUICK)
def test_one_bad_system_leaves_the_others_alone(outside, look, name, mode):
    assert_last_known_then_recovered(outside, look, [name], mode)


@pytest.mark.parametrize(("name", "mode"), QUICK[::3])
def test_one_bad_system_that_never_answered_is_told_from_nothing(outside, look, name, mode):
    assert_honest_when_never_asked(outside, look, [name], mode)


@pytest.mark.parametrize("mode", TOGETHER)
def test_three_bad_systems_take_no_longer_than_one(outside, look, mode):
    assert_last_known_then_recovered(outside, look, NAMES, mode)


@pytest.mark.verify
@pytest.mark.parametrize(("name", "mode"), WHOLE)
def test_every_misbehaviour_of_every_system_after_an_answer(outside, look, name, mode):
    assert_last_known_then_recovered(outside, look, [name], mode)


@pytest.mark.verify
@pytest.mark.parametrize(("name", "mode"), WHOLE)
def test_every_misbehaviour_of_every_system_before_any_answer(outside, look, name, mode):
    assert_honest_when_never_asked(outside, look, [name], mode)


@pytest.mark.verify
@pytest.mark.parametrize("mode", WIRE)
@pytest.mark.parametrize("known", [True, False])
def test_every_misbehaviour_of_all_systems_at_once(outside, look, mode, known):
    check = assert_last_known_then_recovered if known else assert_honest_when_never_asked
    check(outside, look, NAMES, mode)
