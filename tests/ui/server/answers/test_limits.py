"""So many in a span, for each who asks, in a memory that does not grow."""

from hypothesis import given
from hypothesis import strategies as st

from ui.server.answers.limits import MOST_KEYS, Limit


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=40))
def test_it_lets_through_what_a_plain_count_of_the_last_span_allows(asks):
    time = [0.0]
    limit = Limit(3, 60, lambda: time[0])
    let: list[tuple[int, float]] = []
    for key, wait in asks:
        time[0] += wait
        few = sum(one == key and at > time[0] - 60 for one, at in let) < 3
        assert limit.allows(key) is few
        let += [(key, time[0])] if few else []


def test_of_many_keys_those_seen_longest_ago_are_forgotten():
    limit = Limit(1, 60, lambda: 0.0)
    assert limit.allows("first")
    assert not limit.allows("first")
    for key in range(MOST_KEYS):
        assert limit.allows(key)
    assert len(limit._seen) == MOST_KEYS
    assert limit.allows("first")
