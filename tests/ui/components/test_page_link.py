"""A name leads to its page in the language that was chosen; who has no such page reads it, and no name is markup."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import PATIENCE, as_read

EVIL = "**<b>[x](https://evil.example)"


def page_with_names(language: str) -> None:
    import streamlit as st

    from ui.components.page_link import keep_pages, named_link, named_row, told_of

    st.session_state["language"] = language

    def body() -> None:
        evil = "**<b>[x](https://evil.example)"
        named_link("person", 3, evil, bold=True)
        told_of("facility", 4, evil, "近い")
        named_row("だれ", [("person", None, "い"), ("person", 5, "ろ")])

    person = st.Page(lambda: None, title="person", url_path="person")
    keep_pages({"person": person})
    st.navigation([st.Page(body, title="here", url_path="here", default=True), person]).run()


@pytest.mark.parametrize(("language", "more"), [("ja", ""), ("en", "&lang=en")])
@pytest.mark.usefixtures("at")
def test_a_name_leads_to_its_page_for_whoever_has_it(language: str, more: str) -> None:
    page = AppTest.from_function(page_with_names, args=(language,), default_timeout=PATIENCE).run()
    assert not page.exception
    links = [one.proto for one in page.get("page_link")]
    assert [(one.page, one.query_string) for one in links] == [("person", f"id=3{more}"), ("person", f"id=5{more}")]
    assert as_read(links[0].label) == f"**{EVIL}**"
    assert [as_read(one.value) for one in page.markdown] == [EVIL, "近い", "だれ", "い"]
    assert "](" not in f"{links[0].label}{page.markdown[0].value}"
