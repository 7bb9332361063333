"""The repository as the architecture tests read it: files, syntax trees, apps."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("cms", "addons", "pages")


def tracked() -> list[Path]:
    """Every file that is, or would be, in version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        # An archive of the sources without its history.
        parts = {".venv", ".git", "var", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not parts & set(path.parts)]
        return [path for path in found if path.is_file() and path.suffix != ".mo"]
    names = filter(None, listed.stdout.split("\0"))
    return [path for name in names if (path := ROOT / name).is_file()]


def python_files(*folders: str) -> Iterator[Path]:
    """The Python files in folders, without migrations."""
    for folder in folders or SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """A file's path as a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix()


def python(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run this Python in the repository with nothing of our own in its environment."""
    ours = ("RATUSZ_", "ADDONS_", "DEMO_", "DJANGO_", "TEST_", "SIMULATORS_", "MAILBOX_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**clean, **(environment or {})},
        capture_output=True,
        check=False,
        text=True,
    )
