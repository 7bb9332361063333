"""Rotations of the encryption key, in the chain of the installation."""

from __future__ import annotations

from typing import Any

from cms.addonkit import rotation

from .people import SYSTEM
from .privacy import Detail
from .services import record


def follow() -> None:
    """Record each rotation: that it began, and what it did."""
    rotation.started.connect(_started, dispatch_uid="ratusz_audit.keys_started")
    rotation.ended.connect(_ended, dispatch_uid="ratusz_audit.keys_ended")


def _started(sender: Any, key: str, **kwargs: Any) -> None:
    record("keys.rotation_started", site=None, actor=SYSTEM, detail={"key": key})


def _ended(sender: Any, key: str, rewritten: int, broken: int, **kwargs: Any) -> None:
    detail: Detail = {"key": key, "rewritten": rewritten, "broken": broken}
    record("keys.rotated", site=None, actor=SYSTEM, detail=detail)
