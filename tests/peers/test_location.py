"""The same optima as PySAL's spopt, on generated cases and on the San Francisco case of its notebooks."""

from importlib.resources import files

import numpy as np
import pandas as pd
import pulp
import pytest
from spopt.locate import LSCP, LSCPB, MCLP, PCenter, PMedian

from matching.location.models import lscp, lscp_backup, mclp, p_centre, p_median, ways

# PuLP 3 warns that its bundled CBC will be a package of its own.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
RADIUS, NEW = 5000, 4


def solved(model):
    return model.solve(pulp.PULP_CBC_CMD(msg=False), results=False)


def optimum(model) -> float:
    return pulp.value(solved(model).problem.objective)


def chosen(model) -> int:
    return sum(round(variable.varValue) for variable in solved(model).fac_vars)


def backups(metres: np.ndarray) -> float:
    model = LSCPB.from_cost_matrix(metres, RADIUS, pulp.PULP_CBC_CMD(msg=False))
    return pulp.value(model.solve(results=False).problem.objective)


@pytest.fixture(scope="module")
def san_francisco():
    """Return people and whole metres of the 205 census tracts and 16 stores, as spopt's own tests read them."""
    folder = files("spopt") / "tests" / "test_locate" / "data"
    with (folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv").open() as file:
        metres = pd.read_csv(file).pivot_table(values="distance", index="DestinationName", columns="name")
    with (folder / "SF_demand_205_centroid_uniform_weight.csv").open() as file:
        people = pd.read_csv(file).sort_values("NAME")["POP2000"].to_numpy()
    return people, np.rint(metres.to_numpy()).astype(np.int32)


@pytest.fixture(params=range(3))
def case(request):
    chance = np.random.default_rng(request.param)
    ends = chance.random((60, 1, 2)) - chance.random((20, 2))
    return chance.integers(1, 90, 60), np.rint(12_000 * np.linalg.norm(ends, axis=2)).astype(np.int32)


def same(people, metres):
    covered = (metres <= RADIUS).any(axis=1)
    assert mclp(people, ways(metres), RADIUS, NEW).value == optimum(MCLP.from_cost_matrix(metres, people, RADIUS, NEW))
    assert p_median(people, ways(metres), NEW).value == optimum(PMedian.from_cost_matrix(metres, people, NEW))
    assert p_centre(people, ways(metres), NEW).value == round(optimum(PCenter.from_cost_matrix(metres, NEW)))
    # The peer has no answer where somebody cannot be covered.
    reachable, weights = metres[covered], people[covered]
    assert lscp(weights, ways(reachable), RADIUS).value == chosen(LSCP.from_cost_matrix(reachable, RADIUS))


def test_generated_cities_have_the_same_optima(case):
    same(*case)


def test_places_kept_give_the_same_optima(case):
    people, metres = case
    kept = np.zeros(20, dtype=int)
    kept[[3, 7]] = 1
    found = mclp(people, ways(metres), RADIUS, NEW, existing=[3, 7])
    assert found.value == optimum(MCLP.from_cost_matrix(metres, people, RADIUS, NEW + 2, kept))
    found = p_median(people, ways(metres), NEW, existing=[3, 7])
    assert found.value == optimum(PMedian.from_cost_matrix(metres, people, NEW + 2, kept))


def test_san_francisco_has_the_same_optima(san_francisco):
    same(*san_francisco)


def test_san_francisco_has_the_known_cover(san_francisco):
    people, metres = san_francisco
    found = mclp(people, ways(metres), RADIUS, NEW)
    # spopt's tests know 21 tracts without cover, 89.756 % with.
    assert len(people) - len(found.demand) == 21


def test_backups_are_the_peers_where_all_have_a_second_site_in_reach(case):
    _, metres = case
    metres = metres[(metres <= RADIUS).sum(axis=1) >= 2]
    found = lscp_backup(np.ones(len(metres), dtype=np.int64), ways(metres), RADIUS)
    assert found.value == backups(metres)


def test_the_peer_may_count_backups_out_of_reach_and_ours_never_does(san_francisco):
    """Its model leaves tracts with a single site in reach free to call themselves covered twice."""
    _, metres = san_francisco
    found = lscp_backup(np.ones(len(metres), dtype=np.int64), ways(metres), RADIUS)
    near = metres <= RADIUS
    assert found.value == (near[:, list(found.sites)].sum(axis=1) >= 2).sum()
    assert found.value <= backups(metres) <= found.value + (near.sum(axis=1) < 2).sum()
