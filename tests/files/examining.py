"""Examining a file in a test: refused, or taken."""

import pytest

from cms.files.examine import examine
from cms.files.problems import FileRefused
from tests.files.samples import ANYTHING, upload


def refusal(name, content, rules=ANYTHING):
    return refusal_of(upload(name, content), rules)


def refusal_of(sent, rules=ANYTHING):
    with pytest.raises(FileRefused) as refused:
        examine(sent, rules)
    return refused.value


def taken(name, content, rules=ANYTHING):
    examined = examine(upload(name, content), rules)
    return examined, b"".join(examined.pieces())
