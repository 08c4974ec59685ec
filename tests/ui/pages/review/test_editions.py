"""Versions kept as published, as a page: kept by a press, opened as they were, withdrawn with a reason."""

from casebook.records import ReviewEdition
from desk.period import span
from desk.review import keep_review, read_publication
from tests.ui.conftest import DAY, button, choose, show
from words.say import say


def test_a_version_is_kept_by_a_press_and_opens_as_it_was_until_it_is_withdrawn(demo):
    page = show("review")
    page.query_params["period"] = "2021"
    page.query_params["version"] = "publication"
    page.run(timeout=60)
    assert say("review.not_kept", "ja") in [one.value for one in page.warning]
    assert say("review.taken_none", "ja") in [one.value for one in page.caption]
    page = button(page, say("review.keep", "ja"))
    assert not page.exception
    [edition] = demo.all(ReviewEdition)
    assert (edition.fiscal_year, edition.made_by) == (2021, demo.actor.name)
    assert any("公表用として保存した版です" in one.value for one in page.success)
    page.query_params["version"] = "kept"
    page.run()
    assert say("review.editions_hint", "ja") in [one.value for one in page.caption]
    page = choose(page, edition.id or 0, "edition")
    assert not page.exception
    assert say("review.withheld.heading", "ja") in [one.value for one in page.subheader]
    page = button(page, say("review.withdraw", "ja"))
    assert demo.all(ReviewEdition)[0].withdrawn_at is None
    page.text_input(key=f"review_edition.{edition.id}.0.reason").set_value("人数の誤り")
    page = button(page, say("review.withdraw", "ja"))
    assert demo.all(ReviewEdition)[0].reason == "人数の誤り"
    assert any("人数の誤り" in one.value for one in page.warning)


def test_a_version_that_is_kept_says_so_and_without_any_that_is_said(demo):
    page = show("review")
    page.query_params["version"] = "kept"
    page.run()
    assert say("review.editions_none", "ja") in [one.value for one in page.info]
    keep_review(demo, read_publication(demo, span(2021), DAY, 10))
    page = show("review", "en")
    page.query_params["period"] = "2021"
    page.query_params["version"] = "publication"
    page.run(timeout=60)
    assert any("kept as published" in one.value for one in page.success)
