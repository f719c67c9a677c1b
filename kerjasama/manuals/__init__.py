"""The manuals of docs/panduan as pages, one for each role."""
