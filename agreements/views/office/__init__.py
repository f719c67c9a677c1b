"""The pages with which the Bagian keeps house: numbers, terms, clauses, imports, the archive."""
