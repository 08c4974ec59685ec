"""Why a facility was suggested: shares of the burden that make a whole, and no points."""

import re

from casebook.book import Casebook
from tests.ui.conftest import button, choose, listed, show
from words.say import say


def test_what_made_the_burden_is_told_in_shares_and_what_to_ask_is_folded(demo: Casebook) -> None:
    page = button(show("trials"), say("trials.run", "ja"))
    assert say("trials.column.reasons", "ja") not in listed(page)
    page = choose(page, int(listed(page).index[0]))
    [parts] = [one.proto.body for one in page.get("html") if "sonae-parts" in one.proto.body]
    shares = [int(one) for one in re.findall(r"<span>(\d+)%</span>", parts)]
    assert abs(sum(shares) - 100) <= len(shares)
    assert shares == sorted(shares, reverse=True)
    asked = say("trials.to_ask", "ja", count="")[:6]
    assert [one for one in page.expander if one.label.startswith(asked)]
    assert "点）" not in " ".join(one.value for one in page.markdown) + parts
