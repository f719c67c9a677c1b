"""The versions of the tracks: a case keeps the one it began with (`former`), a new one begins with
the present one.
"""

FIRST = "2020.1"
SECOND = "2026.1"  # abroad: the way by the Perwakilan, and changes that wait for an evaluation
PRESENT = "2026.2"
