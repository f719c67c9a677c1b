"""The pages of one case until it is signed: proposing, acting on it, its papers and its records."""
