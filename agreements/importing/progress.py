"""How far the work on a file is, for whoever waits."""

from collections.abc import Mapping

from django.db import connection


class ProgressReporter:
    """Writes down how far the work is, on a connection of its own, because the work itself is one
    transaction nobody sees into.
    """

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        self._own = connection.copy()

    def __enter__(self) -> "ProgressReporter":
        return self

    def __exit__(self, *_: object) -> None:
        self._own.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        self._run(
            "UPDATE agreements_importprogress SET step = %(step)s, done = %(done)s,"
            " total = %(total)s WHERE batch_id = %(batch)s",
            {"step": step, "done": done, "total": total},
        )

    def count_attempt(self) -> None:
        """Kept even when the worker is killed in the middle, so that a file which kills workers is
        given up.
        """
        self._run(
            "UPDATE agreements_importbatch SET attempts = attempts + 1 WHERE id = %(batch)s", {}
        )

    def _run(self, sql: str, values: Mapping[str, str | int]) -> None:
        with self._own.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute(sql, {**values, "batch": self.batch_id})
