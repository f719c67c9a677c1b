"""How an agreement is carried out: work plans, progress, reports, measures, evaluations."""
