"""How every page prints: what stands in the margins of its paper, and that nothing of it is cut."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.book import Casebook
from casebook.records import Area
from tests.ui.conftest import DAY, show
from ui import shell
from words.say import say
from words.say import show as shown

UI = Path(__file__).parents[2] / "ui"
AS_IT_IS, AND_A_PAPER = "as it is", "as it is, and a paper of its own"
PRINTS = {
    **dict.fromkeys(("emergency", "rooms", "consultations", "people", "facilities", "resources", "visits"), AS_IT_IS),
    **dict.fromkeys(("map", "readiness", "simulation", "imports", "audit", "glossary", "facility", "method"), AS_IT_IS),
    **dict.fromkeys(("second_factor", "my_account", "accounts"), AS_IT_IS),
    **dict.fromkeys(("today", "person", "trials", "proposals", "coverage", "contacts"), AND_A_PAPER),
    **dict.fromkeys(("review", "meetings", "joint", "capacity", "rights"), AND_A_PAPER),
}
"""Of each page whether it prints by the print style that all have, or offers a paper as well."""
OFFERS = re.compile(r"""paper_files\(|[."'](pdf|html)["'}]""")
CUTS = re.compile(r"overflow(-[xy])?:\s*(auto|scroll)|max-height:\s*(?!none)|line-clamp:\s*\d")
SCROLLS = re.compile(r"st\.(dataframe|table)\(|container\([^)]*height=")
NEVER_ON_PAPER = (".sonae-keyboard",)
"""What stands over the page and is shut before anybody prints."""


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


def test_every_page_prints_with_its_margins_by_the_common_style_or_offers_a_paper_beside(
    demo: Casebook, monkeypatch
) -> None:
    assert set(PRINTS) == {*shell.PAGES, *shell.ACCOUNT_PAGES}
    for pages in (shell.PAGES, shell.ACCOUNT_PAGES):
        for name in pages:
            monkeypatch.setitem(pages, name, lambda *_: None)
    for name, how in PRINTS.items():
        margins = styles(show(name))
        assert say(f"nav.{name}", "ja") in margins, name
        assert 'counter(page) " / " counter(pages)' in margins
        assert demo.actor.name in margins
        places = (UI / "pages" / name, UI / "pages" / f"{name}.py", UI / "pages" / "accounts" / f"{name}.py")
        sources = [path for place in places for path in ([place] if place.is_file() else place.rglob("*.py"))]
        offers = any(OFFERS.search(path.read_text(encoding="utf-8")) for path in sources)
        assert offers == (how == AND_A_PAPER), name


def test_no_box_is_cut_on_paper() -> None:
    """What scrolls on a screen is let go in print, where it is styled; Streamlit's own scrolling tables are on no page."""
    for path in UI.rglob("*.css"):
        screen, *printed = path.read_text(encoding="utf-8").split("@media print")
        for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", screen):
            last = selector.split("*/")[-1].split()[-1]
            if CUTS.search(rule) and not last.startswith(NEVER_ON_PAPER) and "server" not in path.parts:
                assert re.sub(r"[:\[].*", "", last) in "".join(printed), f"{path.name}: {last}"
    scrolling = [path.name for path in UI.rglob("*.py") if SCROLLS.search(path.read_text(encoding="utf-8"))]
    assert scrolling == []
