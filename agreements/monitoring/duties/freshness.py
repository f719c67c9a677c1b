"""What figures over all cases are kept by: a number that changes with each write that could change
one of them, read from the log of all writes, which the database's own triggers keep.
"""

from django.db import connection

from agreements.models.searching import TEXTS

# The tables that such figures are read from, but for the clocks, which move with the holders of a
# case.
TABLES = (
    "accounts_regionprofile",
    "accounts_unit",
    *("agreements_activity", "agreements_agreement", "agreements_agreement_supporters"),
    *("agreements_agreementduty", "agreements_dayoff", "agreements_decision"),
    *("agreements_document", "agreements_evidence", "agreements_exemption"),
    *("agreements_fulfilment", "agreements_indicator", "agreements_listdecree"),
    *("agreements_localnormchoice", "agreements_mappeditem", "agreements_mapping"),
    *("agreements_party", "agreements_progress", "agreements_radarsetting", "agreements_report"),
    *("agreements_signing", "agreements_termsetting", "agreements_wajibrecord"),
    "partners_partner",
)
# What is typed into a case without changing any figure: its long texts.
SHOWN_OR_COUNTED = {"title", "lokasi", "nilai_tertulis"}
TYPED = sorted({*TEXTS, "clauses"} - SHOWN_OR_COUNTED)
# So many of the newest writes are summed, so that one counts too whose transaction ends after that
# of a later one: none stays open while so many others write.
SUMMED = 200

# Answered by the index `entries_of_figures`, whose condition reads the same.
CONDITION = """
stream IN ({tables}) AND NOT (
    stream = 'agreements_agreement' AND action = 'ubah' AND detail - '{{{typed}}}'::text[] = '{{}}'
)
""".format(tables=", ".join(f"'{table}'" for table in TABLES), typed=",".join(TYPED))
NEWEST = f"""
SELECT coalesce(sum(id), 0)::bigint FROM (
    SELECT id FROM logbook_logentry WHERE {CONDITION} ORDER BY id DESC LIMIT {SUMMED}
) newest
"""


def newest_change() -> int:
    """A number of its own for how all that is counted stands now."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return cursor.fetchone()[0]
