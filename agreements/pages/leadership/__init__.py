"""The pages to look at: dasbor by role."""
