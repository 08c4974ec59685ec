"""What came in by a link is confirmed with a press, or set aside with a reason; a link is made, shown once, revoked."""

import re

import pytest

from casebook.engine import create
from casebook.records import FacilityLink, IncomingAnswer
from desk.answers import add_link, receive
from tests.desk.proposals.world import World, make
from tests.ui.conftest import DAY, as_read, button, show
from ui.settings import casebook
from words.say import LANGUAGES, say


@pytest.fixture
def world(at: str) -> World:
    create(at)
    made = make(casebook(at), [2], [(0, 0, 0), (0, 1, 0)])
    made.step(made.proposals[0], "asked")
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_taken_over_or_set_aside(world: World, language: str) -> None:
    link, _ = add_link(world.book, world.facilities[0], DAY)
    yes = {"proposal": world.proposals[0], "said": "accepted"}
    receive(world.book, link, "form", [("proposal", yes), ("remark", {"text": "*木曜* :smile: $x$"})])
    page = show("proposals", language)
    assert "*木曜* :smile: $x$" in as_read(" ".join(one.value for one in page.markdown))
    page = button(page, say("answers.take", language))
    assert as_read(page.success[0].value) == say("answers.was_taken", language)
    assert world.status(world.proposals[0]) == "accepted"
    page = button(page, say("answers.set_aside", language))
    assert say("answers.why_set_aside", language) in as_read(page.error[0].value)
    next(one for one in page.text_input if one.label == say("answers.why", language)).input("宛先違い").run()
    button(page, say("answers.set_aside", language))
    assert [one.state for one in world.book.all(IncomingAnswer)] == ["taken", "set_aside"]


def test_a_link_is_shown_once_and_revoked(world: World) -> None:
    page = show("proposals")
    page.selectbox(key="answers.facility").select(world.facilities[0]).run()
    page = button(page, say("answers.add", "ja"))
    address = next(one.value for one in page.code if "/answers/" in one.value)
    assert re.fullmatch(r"http://[\w.:]+/answers/[\w-]{43}", address)
    assert address not in [one.value for one in show("proposals").code]
    (link,) = world.book.all(FacilityLink)
    page.selectbox(key="answers.revoke").select(link.id).run()
    button(page, say("answers.revoke", "ja"))
    assert world.book.one(FacilityLink, link.id or 0).revoked_at is not None
