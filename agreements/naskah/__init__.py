"""The text of a naskah as an ordered tree of blocks with stable ids: plain values, JSON and text.

Knows nothing of Django, of cases or of papers; docs/decisions/13-naskah-as-blocks.md says what it
promises.
"""
