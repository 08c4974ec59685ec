"""The code leads to the address, on the page and on paper; a name on it is text and no markup."""

from datetime import date

from desk.answers.paper import link_paper

ADDRESS = "https://sonae.example.jp/answers/" + "A" * 43
HOSTILE = "<b>けやき</b> &amp; <para><img src='file:///etc/passwd'/></para>"


def test_a_paper_is_one_page_that_tells_address_and_day():
    paper = link_paper(HOSTILE, ADDRESS, date(2027, 2, 20))
    assert paper.startswith(b"%PDF")
    assert paper == link_paper(HOSTILE, ADDRESS, date(2027, 2, 20))
    assert paper.count(b"/Type /Page\n") == 1
