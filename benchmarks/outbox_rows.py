"""What a sweep's query costs beside a thousand and beside a million finished deliveries.

A process of its own for each database: `benchmarks.outbox` starts it and says which.
"""

from __future__ import annotations

import statistics
import time

import django

FEW, MANY = 1_000, 1_000_000
DUE = 20
TIMES = 300


def fill(count: int, mark: str) -> None:
    """Add finished deliveries by the database's own means, and some that are due."""
    from django.db import connection

    postgresql = connection.vendor == "postgresql"
    numbers = (
        f"SELECT n, gen_random_uuid() AS id FROM generate_series(1, {count}) AS n"
        if postgresql
        else f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count})"
        " SELECT n, lower(hex(randomblob(16))) AS id FROM c"
    )
    false, then = ("false", "now() - interval '1 day'") if postgresql else ("0", "datetime('now')")
    statements = (
        f"CREATE TEMPORARY TABLE made AS {numbers}",
        "INSERT INTO ratusz_connectors_outboxdelivery (id, number, kind, site_id, once, payload,"
        f" state, needs_official, created_at, finished_at) SELECT id, '{mark}' || n,"
        " 'benchmark.noted', (SELECT min(id) FROM wagtailcore_site), '', '', 'delivered',"
        f" {false}, {then}, {then} FROM made",
        "INSERT INTO ratusz_connectors_outboxstep (delivery_id, position, name, key, reference,"
        f" state, lease, attempts, asks, due_at) SELECT id, 0, 'note', {_text('id')}, '',"
        f" 'delivered', '', 1, 0, CASE WHEN n <= {DUE} THEN {then} END FROM made",
        "DROP TABLE made",
        "VACUUM ANALYZE" if postgresql else "ANALYZE",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _text(column: str) -> str:
    return f"CAST({column} AS varchar(36))"


def measure() -> float:
    """Seconds that a worker's look for what is due takes: the median of many."""
    from django.db import transaction

    from cms.connectors.outbox.claiming import due

    took = []
    for _ in range(TIMES):
        with transaction.atomic():
            started = time.perf_counter()
            assert due().first() is not None
            took.append(time.perf_counter() - started)
    return statistics.median(took)


def main() -> None:
    """Measure with few and with many rows, and print a line."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from cms.connectors.outbox.claiming import due

    call_command("migrate", verbosity=0)
    fill(FEW, "few")
    few = measure()
    fill(MANY - FEW, "many")
    many = measure()
    plan = due()[:1].query.clone()
    plan.select_for_update = False
    with connection.cursor() as cursor:
        sql, parameters = plan.sql_with_params()
        word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{word} {sql}", parameters)
        lines = [" ".join(map(str, row)) for row in cursor.fetchall()]
    used = next((line.strip() for line in lines if "outbox_due" in line), "NOT BY outbox_due")
    print(
        f"{connection.vendor:<14}{few * 1000:>9.3f}{many * 1000:>10.3f}{many / few:>8.2f}  {used}",
        flush=True,
    )


if __name__ == "__main__":
    main()
