"""Every page and every view is readable for everybody: axe-core finds nothing serious or critical."""

import pytest

from tests.browser.conftest import Watched
from tests.browser.page_actions import VIEWS, choose_view, make_plan, serious
from ui import shell
from words.say import say

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ja", "en"])
def test_axe_finds_nothing_serious(watched: Watched, language: str) -> None:
    watched.open(language)
    found = []
    for name in shell.PAGES:
        if name != "map":
            watched.go(say(f"nav.{name}", language))
        if name == "trials":
            make_plan(watched, language)
        found += serious(watched, name)
        if name == "trials":
            for view in VIEWS:
                choose_view(watched, view, language)
                if view == "dates":
                    watched.page.get_by_role("button", name=say("dates.run", language)).click()
                    watched.settled()
                found += serious(watched, view)
        if name == "readiness":
            for view in ("trend", "losing", "persons"):
                choose_view(watched, view, language, name)
                found += serious(watched, view)
    assert found == []
    watched.clean()
