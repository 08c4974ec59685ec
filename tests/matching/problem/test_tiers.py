"""Risk tiers: the points of the visible table, each fact counted once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import ProblemError
from matching.problem.tiers import ABUSE, CAREGIVER, FACTORS, risk_tier, tier_table
from tests.matching.strategies import POLICY
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
    result = risk_tier(caregiver, factors, POLICY)
    assert (result.tier, result.points) == (tier, points)


@given(
    st.none() | st.sampled_from(list(CAREGIVER)),
    st.sets(st.sampled_from([ABUSE, *FACTORS])),
    st.sampled_from([ABUSE, *FACTORS]),
)
def test_a_further_factor_never_makes_somebody_less_urgent(caregiver: str | None, factors: set[str], more: str) -> None:
    before, after = (risk_tier(caregiver, found, POLICY) for found in (factors, factors | {more}))
    assert after.tier <= before.tier
    assert after.points >= before.points
    assert after.points == sum(points for _, points in after.parts)


@given(st.sets(st.sampled_from([ABUSE, *FACTORS])))
def test_an_unknown_caregiver_situation_is_said_with_the_tier_that_it_may_turn_out_to_be(factors: set[str]) -> None:
    unknown, known = risk_tier(None, factors, POLICY), [risk_tier(one, factors, POLICY) for one in CAREGIVER]
    assert not unknown.caregiver_known
    assert not any(code.startswith("caregiver.") for code, _ in unknown.parts)
    assert unknown.most_urgent == min(one.tier for one in known)
    assert all(one.caregiver_known and one.most_urgent == one.tier for one in known)


@pytest.mark.parametrize(("points", "tier"), [(0, 3), (2, 3), (3, 2), (5, 2), (6, 1)])
def test_the_policy_says_what_suspected_abuse_alone_means(points: int, tier: int) -> None:
    policy = replace(POLICY, scope=replace(POLICY.scope, suspected_abuse_points=points))
    assert risk_tier("several", [ABUSE], policy).tier == tier


def test_every_line_of_the_table_has_words() -> None:
    assert set(tier_table(POLICY)) <= set(catalogue())


@pytest.mark.parametrize(("caregiver", "factors"), [("aunt", []), (None, ["weather"])])
def test_an_unknown_code_is_refused(caregiver: str | None, factors: list[str]) -> None:
    with pytest.raises(ProblemError, match="unknown_code"):
        risk_tier(caregiver, factors, POLICY)
