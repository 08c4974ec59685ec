"""Likely doubles are pointed out before a new file is saved, and listed."""

from casebook.engine import create
from casebook.records import Person
from tests.ui.conftest import as_read, show
from ui.settings import casebook
from words.say import say


def test_a_likely_double_is_pointed_out_before_it_is_saved_and_listed_afterwards(at: str) -> None:
    create(at)
    book = casebook(at)
    with book.writing("test") as writer:
        writer.add(Person(code_name="A-1", real_name="齋藤 花子"))
    page = show("people")
    assert page.warning == []
    name = next(one for one in page.text_input if one.label == say("field.real_name", "ja") and "new" in str(one.key))
    page = name.set_value("斉藤花子").run()
    assert say("doubles.warning", "ja") in [one.value for one in page.warning]
    assert "A-1（氏名がほぼ同じ）" in as_read(" ".join(one.value for one in page.markdown))
    with book.writing("test") as writer:
        writer.add(Person(code_name="B-7", real_name="斎藤 花子"))
    page = page.selectbox(key="people.view").select("doubles").run()
    assert not page.exception
    text = as_read(" ".join(one.value for one in page.markdown))
    assert "A-1" in text
    assert "B-7" in text
