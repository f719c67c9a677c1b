"""The versions of the tracks: a case keeps the one it began with (`former`), a new one begins with
the present one.
"""

FIRST = "2020.1"
SECOND = "2026.1"  # abroad: the way by the Perwakilan, and changes that wait for an evaluation
THIRD = "2026.2"
PRESENT = "2026.3"  # a letter bears its paraf as a draft, before its number
