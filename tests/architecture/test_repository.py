"""The repository itself: translations complete, nothing of one machine in it, docs that hold."""

import re
import subprocess
import sys

import pytest

from tests.architecture.repository import ROOT, name_of, tracked

# Written with classes, so that this file does not find itself.
FOREIGN = re.compile(
    r"/(?:wor[k]|far[m]|roo[t])/|/home/[a-z]+/|p[y]pi[.]o[r]g|p[y]thonhosted|regis[t]ry[.]npmjs"
    r"|d[e]b[.]debian"
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def texts():
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_catalogues_are_complete():
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 0, done.stderr


def test_no_path_of_one_machine_and_no_registry():
    found = [
        f"{name_of(path)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if FOREIGN.search(line)
    ]

    assert found == []


def test_nothing_unfinished_is_left_in_the_code():
    marks = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b")

    assert [name_of(path) for path, text in texts() if marks.search(text)] == []


def documents():
    return [path for path in tracked() if path.suffix == ".md"]


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_links_of_a_document_lead_somewhere(path):
    targets = LINK.findall(path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_readme_names_only_verbs_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"\bmake ([a-z]+)", readme))

    assert {"demo", "test"} <= verbs
    for verb in verbs:
        assert re.search(rf"^{verb}:.*## ", makefile, re.MULTILINE), verb
        command = ["make", "--dry-run", verb]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_make_alone_lists_every_verb():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.findall(r"^([a-z]+):.*## (.+)$", makefile, re.MULTILINE)

    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True).stdout

    for verb, sentence in verbs:
        assert f"make {verb}" in told
        assert sentence in told


def test_continuous_integration_hides_nothing():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    commands = [line for line in script.splitlines() if line and not line.startswith("#")]

    assert commands[-1] == "exec make test"
    assert len(commands) == 3
