"""The figures of people are worked out once, and every page gives the same, or says of which day and whom it counts."""

import pytest

from desk.coverage import coverage_of, read_snapshot
from desk.period import coming_quarter
from desk.plan.adopting import keep_adopted
from desk.plan.trials import plan_trials
from desk.readiness.figures import figures, plan_messages
from desk.readiness.options import read_readiness
from desk.readiness.promise import promise
from matching.policy import load_policy
from tests.ui.conftest import DAY, as_read, show
from ui.settings import now
from words.say import LANGUAGES, say

PERIOD, POLICY = coming_quarter(DAY), load_policy()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_gives_the_same_figures_and_the_plan_says_of_which_day_and_whom_it_counts(demo, language):
    view = plan_trials(demo, PERIOD, POLICY, DAY)
    keep_adopted(demo, view, now())
    found = figures(read_readiness(demo, DAY, POLICY))
    placed = say("figures.placed", language, id=1, start=PERIOD.start, end=PERIOD.end, placed=view.placed)
    told = f"{say(found.message, language)} {placed}"
    of_plan = [say(one, language) for one in plan_messages(found, view, promise(view))]
    for name in ("map", "trials", "readiness", "coverage", "visits"):
        page = show(name, language)
        if name == "map":
            page.selectbox[1].select("no_option").run()
        [line] = [as_read(one.value) for one in page.caption if told in as_read(one.value)]
        assert name != "trials" or line == " ".join((told, *of_plan))


def test_the_areas_of_coverage_add_up_to_the_figures_and_so_does_the_plan(demo):
    found = figures(read_readiness(demo, DAY, POLICY))
    table = coverage_of(read_snapshot(demo, DAY, POLICY), "ward").values
    assert [int(table[code].sum()) for code in ("people", "tier_1", "no_option")] == [
        found.people,
        found.tier_1,
        found.without,
    ]
    view = plan_trials(demo, PERIOD, POLICY, DAY)
    params = plan_messages(found, view, promise(view))[0].params
    assert (params["people"], params["tier_1"]) == (found.people, found.tier_1)
    assert view.placed + len(view.left_out) == found.people
    assert params["without"] == sum(promise(view).before[:1]) >= found.without
