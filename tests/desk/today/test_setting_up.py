"""Setting up is told step by step: what is done, and what is next."""

import pytest

from desk.city import read_city
from desk.today import setting_up
from tests.conftest import TODAY
from tests.ui.setting_up import STAGES, WITH_WARDS, WITHOUT, set_up

NEXT = {
    "nothing": "areas",
    "areas": "towns",
    "towns": "facilities",
    "facilities": "base",
}


@pytest.mark.parametrize("place", [WITH_WARDS, WITHOUT], ids=["wards", "none"])
@pytest.mark.parametrize("stage", [*NEXT, STAGES[-1]])
def test_the_first_step_that_is_not_done_is_next(book, stage, place):
    set_up(book, stage, place)
    steps = setting_up(book, read_city(book, TODAY), TODAY)
    lacking = [step.code for step in steps if not step.done]
    assert lacking[0] == NEXT.get(stage, "base")
    assert stage != STAGES[-1] or lacking == ["base", "plan"]
