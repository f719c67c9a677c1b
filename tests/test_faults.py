"""The planted faults of tests/faults can still be planted; whether tests catch them, plant.py
tells.
"""

from .faults.plant import read_faults, rotten_anchors


def test_every_fault_can_still_be_planted():
    """An anchor that moved is mended in faults.toml by whoever moved the code."""
    assert rotten_anchors(read_faults()) == []


def test_no_fault_leaves_the_code_as_it_is():
    assert [fault.id for fault in read_faults() if fault.find == fault.put] == []


def test_every_fault_has_its_own_name():
    names = [fault.id for fault in read_faults()]
    assert len(names) == len(set(names))
