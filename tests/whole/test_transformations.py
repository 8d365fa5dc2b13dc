"""Right workbooks changed as people change them: the same figures, or a question or warning, never other figures in silence."""

from __future__ import annotations

from hypothesis import given, note, settings, strategies as st

from tests.whole.transformations.outcome import Kind, outcome


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.integers(0, 2**32))
def test_what_people_do_to_a_right_workbook_changes_no_figure_in_silence(seed: int) -> None:
    found = outcome(seed)
    note("\n".join(map(str, [found.done, *found.table.rows])))
    assert found.kind not in (Kind.WRONG, Kind.WRONG_AT_FIRST), found.told
