"""The law as data: tracks, stages, requirements, terms and citations. No Django here."""
