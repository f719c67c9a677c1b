"""The page of one case: what its reader is to do, how the case stands, and what it holds."""
