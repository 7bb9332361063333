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
        _create(path)
    pairs = (line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return dict(pairs)


def _create(path: Path) -> None:
    values = {
        "RATUSZ_SECRET_KEY": secrets.token_urlsafe(50),
        "RATUSZ_VAULT_KEYS": f"demo:{_key()}",
        "RATUSZ_HASH_KEY": _key(),
    }
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(
        "".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8"
    )
    draft.chmod(0o600)
    try:
        os.link(draft, path)  # fails if the other process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
