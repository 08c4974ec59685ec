"""What stands in the margins of every page's paper."""

from dataclasses import replace

import pytest

from casebook.book import Casebook
from casebook.records import Area
from tests.ui.conftest import DAY, show
from words.say import say
from words.say import show as shown


def styles(page) -> str:
    return "".join(one.proto.body for one in page.get("html"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_prints_with_its_place_name_and_day_and_its_number_of_all(demo: Casebook, language: str) -> None:
    told = styles(show("people", language))
    head = "　".join((demo.all(Area)[0].city, say("nav.people", language), shown(DAY, language)))
    assert f'@top-left {{ content: "{head}"' in told
    assert 'counter(page) " / " counter(pages)' in told
    assert say("print.by", language, who=demo.actor.name) in told


def test_no_name_can_end_the_style_sheet_that_it_stands_in(demo: Casebook) -> None:
    with demo.writing("rename") as writer:
        for one in demo.all(Area):
            writer.change(replace(one, city='市"} body { display: none } </style><script>\\22'))
    told = styles(show("people"))
    assert (
        "市 body  display none  stylescript22" in told.replace("  ", " ").replace(" ", " ") or 'content: "市 ' in told
    )
    [margin] = [line for line in told.splitlines() if line.startswith("@top-left")]
    assert margin.count('"') == 2
    assert not set("{}<>\\") & set(margin.partition('"')[2].rpartition('"')[0])
