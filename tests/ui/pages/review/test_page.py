"""The yearly review as a page: the version for publication."""

from tests.ui.conftest import show
from words.say import say


def test_the_version_for_publication_says_what_is_hidden_and_opens_no_records(demo):
    page = show("review")
    page.query_params["period"] = "2021"
    page.query_params["version"] = "publication"
    page.query_params["table"] = "by_hour"
    page.query_params["row"] = "0"
    page.run(timeout=60)
    assert not page.exception
    assert say("review.withheld.heading", "ja") in [one.value for one in page.subheader]
    assert any("10未満の数" in one.value for one in page.markdown)
    assert not [one for one in page.subheader if one.value.startswith(say("review.records", "ja"))]
    page.query_params["period"] = "2026"
    page.run(timeout=60)
    assert any("終わった年度" in one.value for one in page.info)
