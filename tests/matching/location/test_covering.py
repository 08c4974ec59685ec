"""The fewest sites that cover, against plain enumeration."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.location.covering import fewest


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), max_size=8))
def test_taking_superfluous_points_and_sites_away_keeps_the_fewest(table):
    rows = [row for row in table if any(row)]
    point, site = np.nonzero(np.array(rows, dtype=np.bool_).reshape(-1, 6))
    found = fewest(point, site)
    covering = [
        some
        for count in range(7)
        for some in combinations(range(6), count)
        if all(any(row[site] for site in some) for row in rows)
    ]
    assert len(found.sites) == found.bound == len(covering[0])
    assert found.sites in covering
