"""Risk tiers: the points of the visible table, each fact counted once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import ProblemError
from matching.problem.tiers import CAREGIVER, FACTORS, TABLE, risk_tier
from words.say import catalogue


@pytest.mark.parametrize(
    ("caregiver", "factors", "tier", "points"),
    [
        (None, [], 3, 0),
        ("several", [], 3, 0),
        ("couple", ["isolated"], 3, 2),
        ("couple_over_75", [], 2, 3),
        ("none", [], 2, 5),
        ("none", ["isolated"], 1, 6),
        ("single_over_75", ["caregiver_over_75"], 2, 4),
        ("single_over_75", ["caregiver_ill"], 1, 7),
        ("single", ["abuse_suspected", "abuse_suspected"], 1, 6),
        (None, ["abuse_suspected"], 2, 4),
    ],
)
def test_known_situations(caregiver: str | None, factors: list[str], tier: int, points: int) -> None:
    result = risk_tier(caregiver, factors)
    assert (result.tier, result.points) == (tier, points)


@given(
    st.none() | st.sampled_from(list(CAREGIVER)),
    st.sets(st.sampled_from(list(FACTORS))),
    st.sampled_from(list(FACTORS)),
)
def test_a_further_factor_never_makes_somebody_less_urgent(caregiver: str | None, factors: set[str], more: str) -> None:
    before, after = risk_tier(caregiver, factors), risk_tier(caregiver, factors | {more})
    assert after.tier <= before.tier
    assert after.points >= before.points
    assert after.points == sum(points for _, points in after.parts)


def test_every_line_of_the_table_has_words() -> None:
    assert set(TABLE) <= set(catalogue())


@pytest.mark.parametrize(("caregiver", "factors"), [("aunt", []), (None, ["weather"])])
def test_an_unknown_code_is_refused(caregiver: str | None, factors: list[str]) -> None:
    with pytest.raises(ProblemError, match="unknown_code"):
        risk_tier(caregiver, factors)
