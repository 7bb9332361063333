"""The layers: import-linter checks the imports (`make lint`); here, what it cannot see."""

import ast
import tomllib

from tests.architecture.repository import ROOT, name_of, python_files, tree_of

# Above every layer: the project itself.
PROJECT = {"settings"}
ALONE = {"users", "demo"}
# The layers below cms.residents, by their folder.
UNDER_RESIDENTS = [
    *("identity", "notices", "documents", "theme", "directory", "clauses"),
    *("files", "connectors", "audit", "ui", "addonkit"),
]


def contracts():
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]["contracts"]


def platform_apps():
    return {
        path.name
        for path in (ROOT / "cms").iterdir()
        if (path / "__init__.py").exists() and path.name not in PROJECT
    }


def test_every_platform_app_has_a_layer():
    layers = next(one for one in contracts() if one["type"] == "layers")["layers"]
    named = {name.strip().removeprefix("cms.") for layer in layers for name in layer.split("|")}

    assert platform_apps() - ALONE - named == set()


def test_every_platform_app_is_kept_from_add_ons_and_pages():
    contract = next(one for one in contracts() if "addons" in one.get("forbidden_modules", []))

    assert {f"cms.{name}" for name in platform_apps()} <= set(contract["source_modules"])


def test_nothing_under_residents_names_residents():
    """A string, a migration or a field may not point up either: import-linter sees none of them."""
    found = []
    for name in UNDER_RESIDENTS:
        for path in sorted((ROOT / "cms" / name).rglob("*.py")):
            tree = tree_of(path)
            prose = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                text = str(node.value) if isinstance(node, ast.Constant) else ""
                names = "ratusz_residents" in text or "cms.residents" in text
                if names and node not in prose:
                    found.append(f"{name_of(path)}:{node.lineno}")

    assert found == []


def test_only_connectors_reach_the_world():
    """Ruff bans the modules; nobody else may silence it."""
    banned = ("import requests", "from requests", "import zeep", "from zeep", "urllib.request")
    found = [
        f"{name_of(path)}:{number}"
        for path in python_files()
        if not path.is_relative_to(ROOT / "cms" / "connectors")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip().startswith(banned[:4]) or banned[4] in line or "TID251" in line
    ]

    assert found == []


def test_simulators_are_imported_by_their_entry_point_alone():
    """They stand in for the outside: a portal that could reach them would not need the wire."""
    command = ROOT / "cms/connectors/management/commands/simulators.py"
    contract = ROOT / "cms/connectors/testing.py"  # which nobody here imports: see below
    found = [
        f"{name_of(path)}: {module}"
        for path in python_files()
        if path not in {command, contract} and not {"simulator", "simulators"} & set(path.parts)
        for module in imported(path)
        if {"simulator", "simulators"} & set(module.split("."))
    ]

    assert found == []


def test_what_is_for_tests_is_imported_by_tests_alone():
    found = [
        f"{name_of(path)}: {module}"
        for path in python_files()
        if not {"simulator", "simulators"} & set(path.parts) and path.name != "testing.py"
        for module in imported(path)
        if "testing" in module.split(".")
    ]

    assert found == []


def imported(path):
    """The modules that a file names in imports, as it writes them."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def test_the_domain_knows_neither_django_nor_a_vendor():
    outside = ("django", "wagtail", "zeep", "lxml", "requests", "cms.connectors")
    for path in python_files("addons", "cms"):
        if path.name == "domain.py":
            assert [name for name in imported(path) if name.startswith(outside)] == [], path
