"""How an agreement is carried out: work plans, progress, reports, what they measured, evaluations."""
