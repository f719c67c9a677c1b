"""Forms: clean, nothing else."""
