"""`/healthz` and `/readyz`: what a supervisor or load balancer asks. JSON, 200 or 503.

They are answered by a middleware that stands before all others, so that nothing redirects them (to
a language, to TLS), refuses them for their host name (a load balancer asks by IP address) or reads
a session.

`/healthz` says that the process answers; it touches nothing. `/readyz` says whether this process
can serve: database, migrations, cache, and whether somebody works off the outbox. No outside system
is asked, so none can take the portal off the net.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.connectors.errors import place_of
from cms.connectors.outbox.standing import is_worked_off

ALIVE_PATH = "/healthz"
READY_PATH = "/readyz"
_CACHE_KEY = "ratusz:ready"

logger = logging.getLogger(__name__)


class ProbeMiddleware:
    """Stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the two addresses; hand on everything else."""
        if request.path_info not in {ALIVE_PATH, READY_PATH}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        return _answer({} if request.path_info == ALIVE_PATH else ready())


def ready() -> dict[str, bool]:
    """Part ▸ whether it is as it must be. At most four queries; none of it raises."""
    database = _holds("database", _database)
    # Without the database the rest would only wait for it again.
    return {
        "database": database,
        "migrations": database and _holds("migrations", _migrations.are_applied),
        "cache": _holds("cache", _cache),
        "outbox": database and _holds("outbox", is_worked_off),
    }


def _answer(parts: Mapping[str, bool]) -> JsonResponse:
    good = all(parts.values())
    words = {name: "ok" if fine else "failed" for name, fine in parts.items()}
    answer = JsonResponse(
        {"status": "ok" if good else "failed", "parts": words}, status=200 if good else 503
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the answer is "failed"
        logger.error("not ready, %s: %s", name, place_of(error))
        return False


def _database() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    # Each asks for its own word: another process may write the same key in between.
    word = secrets.token_hex(8)
    key = f"{_CACHE_KEY}:{word}"
    cache.set(key, word, timeout=10)
    try:
        return bool(cache.get(key) == word)
    finally:
        with contextlib.suppress(Exception):
            cache.delete(key)


class _Migrations:
    """Whether the database has all migrations of this code. Once it had, it stays so."""

    def __init__(self) -> None:
        self.applied = False

    def are_applied(self) -> bool:
        if not self.applied:
            executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
            self.applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self.applied


_migrations = _Migrations()
