"""What the doctor's processes do: start the site, look at an add-on, say what is wrong as JSON."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator


def main() -> None:
    """Examine `sys.argv[1]`: a slug, `*` for all, or nothing for the site alone."""
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    warnings.simplefilter("ignore")  # what they say is asked for below
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from .discovery import announced  # noqa: PLC0415

    intree = getattr(settings, "INTREE_ADDONS", {})
    slugs = list(dict.fromkeys(slug for slug, _path in announced(intree)))
    print(json.dumps({"announced": slugs, "problems": list(_problems(what))}))  # noqa: T201


def _problems(what: str) -> Iterator[str]:
    from .discovery import FAILED  # noqa: PLC0415

    yield from _errors_of_the_checks()
    if what not in {"", "*"} and what not in FAILED:
        yield from problems_of(what)
    yield from (f"{slug}: {reason}" for slug, reason in FAILED.items())  # the checks load the rest


def problems_of(slug: str) -> Iterator[str]:
    """What is wrong with a running add-on: what its manifest names, its blocks, its tables."""
    from .registry import addons  # noqa: PLC0415

    addon = addons().get(slug)
    if addon is None:
        yield "It is not running."
        return
    one = [addon.settings_model, addon.personal_data]
    named = [*addon.blocks, *addon.dashboard_cards, *addon.connectors, *addon.health_checks]
    named += [*addon.provides.values(), *(function for function, _ in addon.schedules.values())]
    for path in filter(None, [*one, *named]):
        try:
            addon.load(path)
        except Exception as error:  # noqa: BLE001 - foreign code
            yield f"{path} cannot be loaded: {type(error).__name__}: {error}"
    yield from _blocks_that_fail(addon.block_classes)
    yield from _missing_migrations(addon.label)


def _blocks_that_fail(classes: object) -> Iterator[str]:
    try:
        found = classes()  # type: ignore[operator]
    except Exception:  # noqa: BLE001 - said above, with the path
        return
    for block_class in found:
        try:
            block = block_class()
            block.get_form_state(block.get_default())
        except Exception as error:  # noqa: BLE001 - foreign code
            yield f"The block {block_class.__name__} fails: {type(error).__name__}: {error}"


def _missing_migrations(label: str) -> Iterator[str]:
    """Tables that the database lacks: the block that needs them would show a notice."""
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
        leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] == label]
        plan = executor.migration_plan(leaves) if leaves else []
    except DatabaseError as error:
        yield f"The database cannot be asked: {error}"
        return
    for migration, _backwards in plan:
        if migration.app_label == label:
            yield f"The migration {label}.{migration.name} is missing: run manage.py migrate."


def _errors_of_the_checks() -> Iterator[str]:
    from django.core import checks  # noqa: PLC0415

    for found in checks.run_checks():
        if found.level >= checks.ERROR:
            yield f"{found.id}: {found.msg}"
