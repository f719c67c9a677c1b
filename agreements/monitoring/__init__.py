"""Life after the signature."""
