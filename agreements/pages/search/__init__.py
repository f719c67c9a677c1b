"""The global search: one question to all that has a name, a number or an article."""
