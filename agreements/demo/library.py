"""The example clauses of the demo's library."""

import tomllib
from datetime import date
from pathlib import Path

from agreements.models import Clause, ClauseStatus
from kerjasama.accounts.models import User

DATA = Path(__file__).parent / "data" / "klausul.toml"
SINCE = date(2025, 1, 2)


def load_clause_examples() -> None:
    """Put the example clauses into the library, in force since SINCE."""
    keeper = User.objects.get(username="hukum")
    for row in tomllib.loads(DATA.read_text())["klausul"]:
        texts = {name: row[name].strip() for name in ("text_id", "text_en") if name in row}
        Clause.objects.create(
            **(
                {"status": ClauseStatus.IN_FORCE, "valid_from": SINCE, "changed_by": keeper}
                | row
                | texts
            )
        )
