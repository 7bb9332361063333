"""The little language of messages: every text either has a meaning or is refused with a way out."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.notices.template import Malformed, check, parse

NAMES = ("number", "title", "link")
VALUES = {name: f"<{name}>" for name in NAMES}
# Corpus 92: what reaches objects, settings or the file system in the languages of other systems.
ATTACKS = [
    "${number.__class__}",
    "$number.__class__.__mro__",
    "{{ number }}",
    "{% debug %}",
    "{number.__init__.__globals__}",
    "%(number)s",
    "${{7*7}}",
    "#{7*7}",
    "<%= 7*7 %>",
    "$number[0]",
    "__import__('os')",
]


def test_render_puts_values_in_and_leaves_the_rest():
    text = "Report $number: $title. $$5, {title}, %s"

    assert parse(text).render(VALUES) == "Report <number>: <title>. $5, {title}, %s"


@pytest.mark.parametrize("text", ["$", "a $ b", "${number}", "$5", "$Number", "$ó", "$_x", "5$"])
def test_parse_when_a_dollar_stands_alone_is_refused(text):
    with pytest.raises(Malformed):
        parse(text)


@pytest.mark.parametrize("text", ["$nothing", "$numbers", "$numberż", "$number_", "$number $x"])
def test_check_when_a_name_is_unknown_lists_the_allowed_ones(text):
    with pytest.raises(ValidationError) as refused:
        check(text, NAMES)

    assert "$number, $title, $link" in refused.value.messages[0]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_in_the_words_stays_text_or_is_refused(attack):
    try:
        check(attack, NAMES)
    except ValidationError:
        return
    assert parse(attack).render(VALUES) == attack.replace("$number", "<number>")


@pytest.mark.parametrize(
    "attack", [*ATTACKS, "$title", "$$", "$nothing", "<script>alert(1)</script>"]
)
def test_attack_in_a_value_is_put_in_as_it_is(attack):
    assert parse("a $number b").render({"number": attack}) == f"a {attack} b"


@given(st.text())
def test_any_text_is_taken_apart_or_refused(text):
    try:
        template = parse(text)
    except Malformed:
        assert "$" in text
        return
    assert "$" in text or template.render({}) == text


@given(st.text())
def test_text_with_doubled_dollars_says_itself(text):
    assert parse(text.replace("$", "$$")).render({}) == text


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text().map(lambda text: ("words", text)))))
def test_names_found_are_those_written(parts):
    source = "".join(
        f"${part} " if isinstance(part, str) else part[1].replace("$", "$$") for part in parts
    )

    assert parse(source).names == {part for part in parts if isinstance(part, str)}


@given(st.dictionaries(st.sampled_from(NAMES), st.text(), min_size=3))
def test_values_of_any_kind_come_out_unchanged(values):
    rendered = parse("\0".join(f"${name}" for name in NAMES)).render(values)

    assert rendered == "\0".join(values[name] for name in NAMES)
