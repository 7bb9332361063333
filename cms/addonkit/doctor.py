"""`manage.py addons doctor`: does every add-on run? Each is tried in a process of its own.

A deployment script asks it before the servers start. This module needs no Django, so that it can
report an add-on that ends or hangs the process that imports it.

Exit codes: 0 all well; 1 something is wrong with an add-on, the site runs without it; 2 the site
does not start even without add-ons.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

WELL, ADDON_ILL, SITE_ILL = 0, 1, 2
_SECONDS = 120
_INSPECTION = "from cms.addonkit.inspection import main; main()"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one add-on; an empty slug stands for the site."""

    slug: str
    problems: tuple[str, ...]


def main(write: Callable[[str], object] = print, seconds: float = _SECONDS) -> int:
    """Examine the site without add-ons, each add-on alone, the well ones together.

    Args:
        write: takes each line of the report.
        seconds: how long one process may take.

    Returns:
        The exit code.

    """
    site = _examine("", {"ADDONS_SAFE_MODE": "1"}, seconds)
    if site.get("problems"):
        write("The site does not start even without add-ons:")
        _list(site["problems"], write)
        return SITE_ILL
    slugs = site.get("announced", [])
    findings = [
        Finding(slug, tuple(_alone(slug, slugs, seconds).get("problems", []))) for slug in slugs
    ]
    ill = ",".join(finding.slug for finding in findings if finding.problems)
    together = _examine("*", {"ADDONS_EXCLUDE": ill}, seconds).get("problems", [])
    findings.append(Finding("", tuple(together)))
    for finding in findings:
        name = finding.slug or "all others together"
        write(f"{name}: {'ill' if finding.problems else 'well'}")
        _list(finding.problems, write)
    return ADDON_ILL if any(finding.problems for finding in findings) else WELL


def _alone(slug: str, slugs: list[str], seconds: float) -> dict[str, list[str]]:
    others = ",".join(other for other in slugs if other != slug)
    return _examine(slug, {"ADDONS_EXCLUDE": others}, seconds)


def _examine(what: str, environment: Mapping[str, str], seconds: float) -> dict[str, list[str]]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("ADDONS_")}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", _INSPECTION, what],
            env={**inherited, **environment},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problems": [f"It did not start within {seconds:.0f} seconds."]}
    lines = done.stdout.strip().splitlines()
    try:
        answer: dict[str, list[str]] = json.loads(lines[-1])
    except (IndexError, ValueError):
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        return {"problems": [f"The process ended with code {done.returncode}: {last[0]}"]}
    return answer


def _list(problems: tuple[str, ...] | list[str], write: Callable[[str], object]) -> None:
    for problem in problems:
        write(f"  - {problem}")
