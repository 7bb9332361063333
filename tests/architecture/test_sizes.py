"""Files and functions stay readable; each exception says why."""

import ast

from tests.architecture.repository import name_of, python_files, tree_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# beginning of path::function ▸ why it is longer
REASONS = {
    "pages/demo/": "sample pages: words in three languages, no logic",
    "addons/dues/simulator/books.py": "sample accounts: figures, no logic",
}


def excused(name):
    return name.startswith(tuple(REASONS))


def lines_of(function):
    """The lines of a function without its docstring."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_files_are_short():
    folders = ("cms", "addons", "pages", "tools", "benchmarks", "tests")
    long = {
        name_of(path): count
        for path in python_files(*folders)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        and not excused(name_of(path))
    }

    assert long == {}


def test_functions_are_short():
    long = {}
    for path in python_files("cms", "addons", "pages", "tools", "benchmarks"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{name_of(path)}::{node.name}"
                if lines_of(node) > LONGEST_FUNCTION and not excused(name):
                    long[name] = lines_of(node)

    assert long == {}


def test_no_module_is_named_for_nothing():
    names = {"utils", "util", "core", "common", "helpers", "misc"}

    assert [name_of(path) for path in python_files() if path.stem in names] == []
