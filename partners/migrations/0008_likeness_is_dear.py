"""Tells the planner what it costs to liken two texts, so that it reads the trigram indexes.

Left as it was where the tables' owner may not alter what the extension brought.
"""

from django.db import migrations

FUNCTIONS = (
    "similarity_op(text, text)",
    "word_similarity_op(text, text)",
    "word_similarity_commutator_op(text, text)",
)
COSTS = """
DO $$ BEGIN
    {statements}
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the functions of pg_trgm keep their cost: they belong to another role';
END $$
"""


def at_cost(cost: int) -> str:
    statements = (f"ALTER FUNCTION {function} COST {cost};" for function in FUNCTIONS)
    return COSTS.format(statements="\n    ".join(statements))


class Migration(migrations.Migration):
    dependencies = [("partners", "0007_kinds_of_their_own")]
    operations = [migrations.RunSQL(at_cost(100), at_cost(1))]
