"""Edits of a plan, written down and read back."""

from hypothesis import given
from hypothesis import strategies as st

from desk.plan.edits import Edits, Imagined

IDS = st.integers(1, 99)
PAIRS = st.frozensets(st.tuples(IDS, IDS), max_size=4)


@given(
    st.builds(
        Edits,
        locks=PAIRS,
        forbids=PAIRS,
        places=st.dictionaries(IDS, st.integers(0, 9), max_size=3),
        closed=st.frozensets(IDS, max_size=3),
        confirmed=st.dictionaries(st.tuples(IDS, st.sampled_from(["wheelchair", "age"])), st.booleans(), max_size=3),
        weights=st.dictionaries(st.sampled_from(["ward_other", "unconfirmed"]), st.integers(0, 99), max_size=2),
        tiers=st.dictionaries(IDS, st.integers(1, 3), max_size=3),
        imagined=st.just((Imagined("家", "24", None, "青葉区", None, 2),)) | st.just(()),
        stay_close=st.integers(0, 500),
    )
)
def test_edits_survive_being_written_down(edits: Edits) -> None:
    import json

    assert Edits.from_json(json.loads(json.dumps(edits.to_json()))) == edits
