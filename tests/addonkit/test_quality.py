"""The quality scale: read strictly, and not to be fooled."""

from pathlib import Path

import pytest
from wagtail import blocks

from cms.addonkit import AddonBlock
from cms.addonkit.quality import RULES, Level, State, level_of, read_scale
from cms.addonkit.quality.goldens import differences
from cms.addonkit.quality.inspected import Inspected
from cms.addonkit.registry import addons
from cms.addonkit.testing import AddonContract

DUES = Path(addons()["dues"].path) / "quality.toml"


def test_there_are_rules_on_four_levels_with_names_of_their_own():
    names = [rule.name for rule in RULES]

    assert len(names) == len(set(names))
    assert {rule.level for rule in RULES} == {*Level} - {Level.NONE}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('manifest_is_light = "done"\n', "", "manifest_is_light is missing"),
        ("[gold]", '[gold]\ninvented = "done"', "invented is no rule"),
        ('records_have_a_site = "done"', 'records_have_a_site = "exempt: no"', "its reason"),
        ('records_have_a_site = "done"', 'records_have_a_site = "sure"', "records_have_a_site"),
    ],
)
def test_scale_that_cannot_be_believed_is_refused(tmp_path, before, after, words):
    path = tmp_path / "quality.toml"
    text = DUES.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")

    with pytest.raises(ValueError, match=words):
        read_scale(path)


def test_level_ends_below_the_first_rule_that_is_open(tmp_path):
    path = tmp_path / "quality.toml"
    text = DUES.read_text(encoding="utf-8")
    path.write_text(text.replace('records_have_a_site = "done"', 'records_have_a_site = "open"'))

    assert level_of(read_scale(path)) == Level.BRONZE
    assert level_of(read_scale(DUES)) == Level.SILVER


def test_exempt_rules_do_not_hold_a_level_back(tmp_path):
    path = tmp_path / "quality.toml"
    text = DUES.read_text(encoding="utf-8")
    reason = 'records_have_a_site = "exempt: it stores nothing of anybody"'
    path.write_text(text.replace('records_have_a_site = "done"', reason))

    scale = read_scale(path)

    assert scale["records_have_a_site"].state == State.EXEMPT
    assert level_of(scale) == Level.SILVER


def test_proof_that_is_not_there_is_named():
    class Contract(AddonContract):
        slug = "dues"

    contract = Contract()
    entry = contract.scale()["answers_are_parsed_strictly"]

    assert contract.missing_proofs(entry) == []
    gone = type(entry)(State.DONE, "tests/nowhere.py, tests/conftest.py::test_nothing")
    assert contract.missing_proofs(gone) == [
        "tests/nowhere.py is not there",
        "tests/conftest.py has no test_nothing",
    ]
    assert contract.missing_proofs(type(entry)(State.DONE)) != []


# -- goldens ---------------------------------------------------------------------------------


class Opening(blocks.StructBlock):
    day = blocks.CharBlock()


class First(AddonBlock):
    block_name = "hours"
    heading = blocks.CharBlock()
    days = blocks.ListBlock(Opening())


class WithAnotherChild(First):
    note = blocks.CharBlock(required=False)


class WithAnotherGrandchild(AddonBlock):
    block_name = "hours"
    heading = blocks.CharBlock()
    days = blocks.ListBlock(blocks.StructBlock([("day", blocks.DateBlock())]))


class Raised(WithAnotherChild):
    schema_version = 2


@pytest.fixture
def golden(tmp_path):
    (tmp_path / "hours-1.json").write_text(
        '{"children": {"url_prefix": "CharBlock", "heading": "CharBlock", '
        '"days": [{"day": "CharBlock"}]}, "value": {"url_prefix": "", "heading": "Hours", '
        '"days": [{"type": "item", "value": {"day": "Monday"}, "id": "d1"}]}}'
    )
    return tmp_path


def test_block_as_written_down_is_accepted(golden):
    assert list(differences(First(), golden)) == []


@pytest.mark.parametrize("changed", [WithAnotherChild, WithAnotherGrandchild])
def test_changed_child_without_a_new_version_is_refused(golden, changed):
    (problem,) = differences(changed(), golden)

    assert "raise schema_version to 2" in problem


def test_new_version_needs_its_own_file_and_still_reads_the_old_one(golden):
    (problem,) = differences(Raised(), golden)

    assert "there is no hours-2.json" in problem


# -- what the machine sees -------------------------------------------------------------------


def looked(name, addon, folder):
    (rule,) = [rule for rule in RULES if rule.name == name]
    return list(rule.look(Inspected(addon, folder, folder)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("polish_complete", "there is no locale/pl"),
        ("removal_is_documented", "README.md has no chapter"),
        ("subpages_are_translated", "form: send has no address in en, uk"),
        ("assurance_is_declared", "PublicBlock does not say its assurance"),
        ("blocks_are_described", "public has no preview"),
    ],
)
def test_rule_that_the_sample_breaks_is_found(tmp_path, rule, words):
    assert words in "; ".join(looked(rule, addons()["sample"], tmp_path))


def test_call_past_the_platform_is_found(tmp_path, monkeypatch):
    sample = addons()["sample"]
    (tmp_path / "simulator").mkdir()
    for name in ("views.py", "simulator/server.py"):
        (tmp_path / name).write_text("from urllib.request import urlopen\n")
    monkeypatch.setattr(sample, "path", str(tmp_path))

    assert looked("calls_go_through_the_platform", sample, tmp_path) == [
        "views.py imports urllib.request",
    ]
