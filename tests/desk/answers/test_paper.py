"""The code leads to the address, on the page and on paper; a name on it is text and no markup."""

from datetime import date

import segno

from desk.answers.paper import link_paper, link_svg

ADDRESS = "https://sonae.example.jp/answers/" + "A" * 43
HOSTILE = "<b>けやき</b> &amp; <para><img src='file:///etc/passwd'/></para>"


def test_a_paper_is_one_page_that_tells_address_and_day():
    paper = link_paper(HOSTILE, ADDRESS, date(2027, 2, 20))
    assert paper.startswith(b"%PDF")
    assert paper == link_paper(HOSTILE, ADDRESS, date(2027, 2, 20))
    assert paper.count(b"/Type /Page\n") == 1


def test_the_code_is_drawn_inline_and_asks_for_nothing():
    svg = link_svg(ADDRESS)
    assert svg.startswith("<svg")
    assert "script" not in svg
    assert segno.make(ADDRESS, error="m").is_micro is False
