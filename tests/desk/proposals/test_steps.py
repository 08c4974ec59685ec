"""The table of steps."""

from casebook import vocabulary as v
from desk.proposals.steps import STEPS


def test_the_table_of_steps_knows_every_status_and_leads_everywhere():
    assert set(STEPS) == set(v.PROPOSAL_STATUS)
    assert {to for onward in STEPS.values() for to in onward} == set(v.PROPOSAL_STATUS) - {"suggested"}
