"""What is filled into the SQL of a file stands there once, never in a comment."""

import pytest

from agreements.monitoring.duties import ledger, radar


@pytest.mark.parametrize("module", [ledger, radar], ids=lambda module: module.__name__)
def test_a_query_takes_each_part_once(module):
    texts = [
        text for text in vars(module).values() if isinstance(text, str) and "{visible}" in text
    ]
    assert texts
    for text in texts:
        assert text.count("{visible}") == text.count("{wanted}") == 1
