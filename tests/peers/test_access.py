"""The same figures as PySAL's `access`, and the known values of its hospital example."""

import numpy as np
import pandas as pd
import pytest
from access import Access

from geodata.access import (
    Pairs,
    binary,
    enhanced_two_step,
    gaussian,
    gravity,
    inverse_power,
    stepped,
    three_step,
    two_step,
)

# The peer uses what its pandas is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
LIMIT = 30.0
DECAYS = {
    "binary": binary(LIMIT),
    "stepped": stepped([10, 20, LIMIT], [1, 0.68, 0.22]),
    "gaussian": gaussian(LIMIT),
    "power": inverse_power(1, LIMIT, 1),
}
OURS = {"two_stage_fca": enhanced_two_step, "three_stage_fca": three_step}


def peer(demand, supply, pairs: Pairs):
    """Return PySAL's model of the same people, places and pairs."""
    return Access(
        demand_df=pd.DataFrame({"id": range(len(demand)), "people": demand}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": range(len(supply)), "places": supply}),
        supply_index="id",
        supply_value="places",
        cost_df=pd.DataFrame({"origin": pairs.origin, "dest": pairs.destination, "cost": pairs.cost}),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )


def one(decay):
    """Return a decay for one cost at a time."""
    return lambda cost: float(decay(np.array([cost]))[0])


@pytest.mark.parametrize("decay", DECAYS)
@pytest.mark.parametrize("method", OURS)
def test_generated_cities_have_the_access_that_pysal_finds(method, decay) -> None:
    chance = np.random.default_rng(5)
    people, places = chance.integers(1, 500, 40).astype(float), chance.integers(0, 20, 15).astype(float)
    origin, destination = (side.ravel() for side in np.indices((40, 15)))
    cost = np.round(chance.uniform(0, LIMIT, 600), 1)
    pairs = Pairs(origin, destination, cost, 40, 15)
    model = peer(people, places, pairs)
    getattr(model, method)(name="its", weight_fn=one(DECAYS[decay]), max_cost=LIMIT)
    ours = OURS[method](people, places, pairs, DECAYS[decay])
    np.testing.assert_allclose(ours, model.access_df["its_places"].to_numpy(), rtol=1e-9)
    model.weighted_catchment(name="reach", weight_fn=one(DECAYS[decay]), max_cost=LIMIT)
    ours = gravity(places, pairs, DECAYS[decay])
    np.testing.assert_allclose(ours, model.access_df["reach_places"].to_numpy(), rtol=1e-9)


def test_without_a_weight_it_is_the_first_floating_catchment() -> None:
    chance = np.random.default_rng(6)
    people, places = chance.integers(1, 500, 40).astype(float), chance.integers(0, 20, 15).astype(float)
    origin, destination = (side.ravel() for side in np.indices((40, 15)))
    pairs = Pairs(origin, destination, chance.uniform(0, 2 * LIMIT, 600), 40, 15)
    model = peer(people, places, pairs)
    model.two_stage_fca(name="its", max_cost=LIMIT)
    its = model.access_df["its_places"].fillna(0).to_numpy()
    np.testing.assert_allclose(two_step(people, places, pairs, LIMIT), its, rtol=1e-9)


ITSELF, TO_TOWN, BETWEEN = 1.0, 40.0, 80.0


def test_the_hospital_example_has_its_known_values() -> None:
    """Three towns; the third, with the hospital, is 40 minutes from the others, which are 80 minutes apart."""
    minutes = np.array(
        [[ITSELF, BETWEEN, TO_TOWN], [BETWEEN, ITSELF, TO_TOWN], [TO_TOWN, TO_TOWN, ITSELF]],
    )
    origin, destination = (side.ravel() for side in np.indices((3, 3)))
    pairs = Pairs(origin, destination, minutes.ravel(), 3, 3)
    people, doctors = np.array([100.0, 50.0, 10.0]), np.array([15.0, 20.0, 100.0])
    ours = enhanced_two_step(people, doctors, pairs, inverse_power(1, 61))
    assert ours.round(6).tolist() == [0.331444, 0.579828, 7.286418]
    model = peer(people, doctors, pairs)
    model.two_stage_fca(name="its", weight_fn=lambda cost: 1 / cost, max_cost=61)
    np.testing.assert_allclose(ours, model.access_df["its_places"].to_numpy(), rtol=1e-9)
