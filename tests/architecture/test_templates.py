"""Every template keeps the rules; a deliberately bad one proves that the rules see."""

from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, SOURCES, name_of
from tests.architecture.template_rules import broken_rules

FIXTURES = Path(__file__).parent / "fixtures"


TEMPLATES = [path for folder in SOURCES for path in sorted((ROOT / folder).rglob("*.html"))]
# Folders of other apps whose templates we replace.
REPLACED = {"account", "mfa", "site", "wagtailadmin", "wagtail_localize"}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_keeps_the_rules(path):
    text = path.read_text(encoding="utf-8")

    broken = [
        sentence
        for sentence in broken_rules(text, mail="email" in path.parts)
        # The simulators are a server of their own, with fixed addresses.
        if not ("simulators" in path.parts and "hard-coded" in sentence)
    ]

    assert broken == []


def test_rules_find_every_fault_of_a_bad_template():
    broken = list(broken_rules((FIXTURES / "bad_template.html").read_text(encoding="utf-8")))

    assert sorted(int(sentence.split(":")[0].split()[1]) for sentence in broken) == [
        *(2, 2, 3, 4, 5, 6, 7, 8, 9),
    ]


def test_rules_leave_a_good_template_alone():
    text = (FIXTURES / "good_template.html").read_text(encoding="utf-8")

    assert list(broken_rules(text)) == []


def test_template_stands_in_a_folder_of_its_app():
    """Names of templates are shared by all apps: a folder keeps them apart."""
    strangers = []
    for path in TEMPLATES:
        app, _, rest = name_of(path).partition("/templates/")
        folder = rest.partition("/")[0]
        status_page = folder[:3].isdecimal()  # 404.html: Django looks for it at the top
        if folder not in {app.rpartition("/")[2], *REPLACED} and not status_page:
            strangers.append(name_of(path))

    assert strangers == []
