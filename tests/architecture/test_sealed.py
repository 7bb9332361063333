"""Whoever encrypts for the database announces it, so that a new key reaches every value."""

import ast

from cms.addonkit.sealed import announced, places

from .repository import ROOT

VAULT = "cms.addonkit.vault"


def _modules():
    for folder in ("cms", "addons", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def _encrypts(source):
    """Whether a module calls `vault.encrypt`, by its name or through the module."""
    tree, functions, modules = ast.parse(source), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (node.module or "").endswith("vault") and alias.name == "encrypt":
                    functions.add(alias.asname or alias.name)
                if alias.name == "vault":
                    modules.add(alias.asname or alias.name)
        if isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name for alias in node.names if "vault" in alias.name}
    return any(
        isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in functions)
            or (
                isinstance(node.func, ast.Attribute)
                and node.func.attr == "encrypt"
                and ast.unparse(node.func.value) in modules
            )
        )
        for node in ast.walk(tree)
    )


def test_every_module_that_encrypts_announces_what_it_stores():
    # What a form held is in the cache for half an hour: an old key need not open it later.
    own = {VAULT, "cms.addonkit.rotation", "cms.addonkit.resumed"}
    callers = {name for name, path in _modules() if _encrypts(path.read_text())} - own

    assert callers == {sealed.made_in for sealed in announced()}


def test_a_caller_is_found_however_it_imports_the_vault():
    for source in (
        "from cms.addonkit.vault import encrypt\nencrypt(b'', context='')",
        "from cms.addonkit.vault import encrypt as seal\nseal(b'', context='')",
        "from .vault import encrypt\nencrypt(b'', context='')",
        "from cms.addonkit import vault\nvault.encrypt(b'', context='')",
        "import cms.addonkit.vault\ncms.addonkit.vault.encrypt(b'', context='')",
    ):
        assert _encrypts(source), source
    assert not _encrypts("cipher.encrypt(b'')")


def test_every_announced_column_exists():
    names = [str(place) for place in places()]

    assert len(names) == len(set(names))
    assert "ratusz_residents.Resident.pesel" in names
