"""Settings: short files a topic, every variable described, production refuses unsafe values."""

import ast
import base64
import re

import pytest

from tests.architecture.repository import ROOT, name_of, python, python_files, tree_of

READERS = {"text", "integer", "flag", "words"}
KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode("ascii")
SAFE = {
    "RATUSZ_SECRET_KEY": "kD8v-" * 12,
    "RATUSZ_HOSTS": "gmina.example",
    "RATUSZ_DATABASE_URL": "postgresql://ratusz:secret@db:5432/ratusz",
    "RATUSZ_REDIS_URL": "redis://cache:6379/0",
    "RATUSZ_BROKER_URL": "redis://cache:6379/1",
    "RATUSZ_VAULT_KEYS": f"k1:{KEY}",
    "RATUSZ_HASH_KEY": KEY,
    "RATUSZ_SMTP_HOST": "mail.gmina.example",
    "RATUSZ_MAIL_FROM": "urzad@gmina.example",
    "RATUSZ_BASE_URL": "https://gmina.example",
}
# Variables that are not ours: the system's and Django's own.
FOREIGN = {"PATH", "DJANGO_SETTINGS_MODULE", "CI"}


def variables_read():
    """The environment variables that the code reads, by the name written in it."""
    found = set()
    for path in [ROOT / "manage.py", *python_files("cms", "addons", "pages", "tools", "tests")]:
        if path.is_relative_to(ROOT / "tests" / "architecture"):
            continue
        readers = READERS if path.is_relative_to(ROOT / "cms" / "settings") else set()
        for node in ast.walk(tree_of(path)):
            found |= set(_names_in(node, readers))
    return found - FOREIGN


def _names_in(node, readers):
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        yield from _constant(node.slice)
    if isinstance(node, ast.Call) and node.args:
        function = ast.unparse(node.func)
        if function in {*readers, "os.environ.get", "os.environ.setdefault", "os.getenv"}:
            yield from _constant(node.args[0])


def _constant(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper():
        yield node.value


@pytest.mark.parametrize("path", sorted((ROOT / "cms/settings").glob("*.py")), ids=name_of)
def test_settings_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200


def test_every_variable_is_described_and_no_other():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")

    described = re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)

    assert sorted(described) == sorted(variables_read())


def production(**changed):
    environment = {**SAFE, **changed}
    return python(
        "-c",
        "import cms.settings.production",
        environment={key: value for key, value in environment.items() if value is not None},
    )


def test_production_starts_with_safe_values():
    done = production()

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATUSZ_SECRET_KEY", None),
        ("RATUSZ_SECRET_KEY", "short"),
        ("RATUSZ_SECRET_KEY", "tests-only-" + "x" * 50),
        ("RATUSZ_HOSTS", ""),
        ("RATUSZ_HOSTS", "*"),
        ("RATUSZ_DATABASE_URL", None),
        ("RATUSZ_REDIS_URL", None),
        ("RATUSZ_BROKER_URL", None),
        ("RATUSZ_BROKER_URL", "filesystem://"),
        ("RATUSZ_CRASH_AT", "sent-1"),
        ("RATUSZ_VAULT_KEYS", ""),
        ("RATUSZ_VAULT_KEYS", f"demo:{KEY}"),
        ("RATUSZ_HASH_KEY", ""),
        ("RATUSZ_MAIL_FROM", None),
    ],
)
def test_production_refuses(name, value):
    done = production(**{name: value})

    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr
