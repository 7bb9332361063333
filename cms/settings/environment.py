"""Typed access to environment variables; every variable is described in `.env.example`."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str | None = None) -> str:
    """The variable as text.

    Raises:
        ImproperlyConfigured: it is not set and has no default.

    """
    value = os.environ.get(name, default)
    if value is None:
        message = f"Set the environment variable {name}; .env.example describes it."
        raise ImproperlyConfigured(message)
    return value


def integer(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError as error:
        message = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message) from error


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no: 1, true, yes, on / 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    message = f"{name} must be 1 or 0, not {value!r}."
    raise ImproperlyConfigured(message)


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas; empty items are dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


VAR_DIR = Path(os.environ.get("RATUSZ_VAR", BASE_DIR / "var"))
