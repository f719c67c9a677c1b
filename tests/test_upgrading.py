"""A release is taken over while the one before it still serves: web and worker of the old program
write into the tables of the new one until they are reloaded.
"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_migration_linter.sql_analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

# The newest of each app when the rule began; what is older is installed everywhere.
BEFORE_THE_RULE = {
    "accounts": "0019_sentence_of_signatures",
    "agreements": "0108_events_that_move",
    "drafts": "0006_what_a_form_did",
    "logbook": "0006_entries_of_settings",
    "notices": "0005_last_day_of_a_task",
    "operations": "0001_what_was_done",
    "partners": "0008_likeness_is_dear",
    "personal": "0003_rule_proposals",
    "reference": "0001_relation_correction",
    "signin": "0006_limits_of_sessions",
    "uploads": "0001_file_scans",
}
# Migrations of one release, named "app.0123_name", which the old program does not survive: whoever
# takes that release stops web and worker first (docs/panduan/operasi.md).
STOPS_FIRST: frozenset[str] = frozenset()
# Migrations that only let text be longer: somebody looked, since the linter sees that a column
# changes and not how.
ONLY_LONGER_TEXT = frozenset({"agreements.0109_long_offices", "partners.0009_long_offices"})


def faults_of(statements: list[str]) -> list[str]:
    errors, _, _ = analyse_sql_statements(PostgresqlAnalyser, statements, [])
    return [fault.message for fault in errors]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("ALTER TABLE agreements_agreement ADD COLUMN mutu integer NOT NULL;", "NOT NULL"),
        ("ALTER TABLE agreements_agreement DROP COLUMN title CASCADE;", "DROPPING columns"),
        ("ALTER TABLE agreements_agreement RENAME COLUMN title TO judul;", "RENAMING columns"),
        ("DROP TABLE agreements_agreement CASCADE;", "DROPPING table"),
    ],
)
def test_what_the_old_program_would_not_survive_is_seen(statement, why):
    [fault] = faults_of([statement])
    assert fault.startswith(why)


def test_a_column_with_a_value_of_the_database_is_survived():
    added = "ALTER TABLE agreements_agreement ADD COLUMN mutu integer DEFAULT 0 NOT NULL;"
    assert faults_of([added]) == []


def test_the_old_program_survives_each_migration(db):
    executor = MigrationExecutor(connection)
    newer = [
        (key, migration)
        for key, migration in executor.loader.disk_migrations.items()
        if key[0] in BEFORE_THE_RULE and key[1] > BEFORE_THE_RULE[key[0]]
    ]
    plan = [(migration, False) for _, migration in newer]
    faults = {}
    for step in plan:
        name = f"{step[0].app_label}.{step[0].name}"
        told = faults_of(executor.loader.collect_sql([step]))
        if told and name not in STOPS_FIRST | ONLY_LONGER_TEXT:
            faults[name] = told
    assert faults == {}
