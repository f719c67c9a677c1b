"""The pages of what was signed: duties, plans, reports, evaluations, originals, its end."""
