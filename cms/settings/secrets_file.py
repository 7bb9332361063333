"""The demo's secrets: made on the first start, kept in `var/`, never in git."""

import base64
import os
import secrets
from pathlib import Path


def load_or_create(path: Path) -> dict[str, str]:
    """Read the secrets beside the demo's database, or make them.

    Two processes may start at once: the file is created exclusively, so both read the same keys.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path, _new())
    known = _read(path)
    missing = {name: value for name, value in _new().items() if name not in known}
    if missing:  # a newer version needs more of them
        with path.open("a", encoding="utf-8") as file:
            file.write(_lines(missing))
        known = _read(path)
    return known


def _new() -> dict[str, str]:
    return {
        "RATUSZ_SECRET_KEY": secrets.token_urlsafe(50),
        "RATUSZ_VAULT_KEYS": f"demo:{_key()}",
        "RATUSZ_HASH_KEY": _key(),
        "RATUSZ_DUES_SECRET": f"portal:{secrets.token_urlsafe(24)}",
    }


def _read(path: Path) -> dict[str, str]:
    """The secrets of the file; where a name stands twice, its first line counts for everybody."""
    pairs: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        pairs.setdefault(name, value)
    return pairs


def _lines(values: dict[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in values.items())


def _create(path: Path, values: dict[str, str]) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(_lines(values), encoding="utf-8")
    draft.chmod(0o600)
    try:
        os.link(draft, path)  # fails if the other process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
