"""Counting what a reader waits for: the statements for the portal's own database.

The tests keep the cache in the same database; in production it is Redis, in the demo a second file.
What the call log writes is written after the answer has been sent.
"""

import contextlib

from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_WAITED_FOR = ('"ratusz_cache"', '"ratusz_connectors_call"', '"ratusz_connectors_calltally"')


class Waited:
    """The statements, once the block has ended."""

    def __init__(self, captured):
        self._captured = captured

    def __len__(self):
        return len(self.statements)

    @property
    def statements(self):
        everything = [query["sql"] for query in self._captured.captured_queries]
        return [sql for sql in everything if not any(name in sql for name in NOT_WAITED_FOR)]


@contextlib.contextmanager
def waited_for(*, most=None, exactly=None):
    """Count them, and fail when there are more than `most`, or not `exactly` as many."""
    with CaptureQueriesContext(connection) as captured:
        waited = Waited(captured)
        yield waited
    listed = "\n".join(waited.statements)
    assert most is None or len(waited) <= most, f"{len(waited)} statements:\n{listed}"
    assert exactly is None or len(waited) == exactly, f"{len(waited)} statements:\n{listed}"
