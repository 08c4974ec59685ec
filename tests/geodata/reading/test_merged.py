"""Merged cells: equal to a plain reading of a spreadsheet, cell by cell."""

from hypothesis import given
from hypothesis import strategies as st

from geodata.reading.merged import fill
from geodata.reading.workbooks import Merged

HEIGHT, WIDTH = 6, 4
SPANS = st.builds(
    lambda top, left, more, wider: Merged(f"{'ABCD'[left]}{top}", top, left, top + more, min(left + wider, WIDTH - 1)),
    st.integers(2, HEIGHT),
    st.integers(0, WIDTH - 1),
    st.integers(0, 3) | st.just(1_000_000),
    st.integers(0, 1),
)


def apart(spans):
    """Keep merged cells that lie in none before them, as in any spreadsheet."""
    kept: list[Merged] = []
    for one in spans:
        if not any(
            one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right
            for other in kept
        ):
            kept.append(one)
    return kept


@given(
    st.dictionaries(
        st.integers(2, HEIGHT), st.lists(st.sampled_from(["", "a", "b"]), min_size=WIDTH, max_size=WIDTH).filter(any)
    ),
    st.lists(SPANS, max_size=4).map(apart),
    st.sets(st.integers(0, WIDTH - 1)),
)
def test_every_row_that_a_merged_cell_covers_has_its_value_or_is_told(rows, spans, read):
    before = {number: list(row) for number, row in rows.items()}
    unclear, notes = fill("a.xlsx", rows, spans, sorted(read))
    filled = set()
    for number, row in before.items():
        expected, across = list(row), False
        for span in spans:
            shown = before[span.top][span.left] if span.top in before else ""
            columns = {column for column in read if span.left <= column <= span.right}
            if not shown or not columns or not span.top <= number <= span.bottom:
                continue
            if columns == {span.left}:
                expected[span.left] = shown
                filled |= {span.name} if sum(span.top <= other <= span.bottom for other in before) > 1 else set()
            else:
                across = True
        assert rows[number] == expected
        assert (number in unclear) == across
    named = [name for note in notes for name in str(note.params["cells"]).split("、")]
    assert sorted(named) == sorted(filled)
