"""On a person's page another file of hers is merged with this one, and on the emptied one it is taken back."""

from casebook.engine import create
from casebook.records import Person, SupportTeamMember
from tests.ui.conftest import button, show
from ui.settings import casebook
from words.say import say


def opened(key):
    page = show("person")
    page.query_params["id"] = str(key)
    return page.run()


def test_a_file_is_merged_with_another_and_taken_apart(at: str) -> None:
    create(at)
    book = casebook(at)
    with book.writing("test") as writer:
        first = writer.add(Person(code_name="A-1", town="国分町一丁目"))
        second = writer.add(Person(code_name="B-1", town="本町"))
        writer.add(SupportTeamMember(person_id=second, agency="みどり"))
    page = opened(first)
    page.checkbox(key=f"person.merging.{first}").check().run()
    page.selectbox(key="person.other").set_value(second).run()
    page.radio(key=f"person.differs.{second}.town").set_value(True).run()
    page.checkbox(key=f"person.sure.{second}").check().run()
    page = button(page, say("merge.do", "ja"))
    assert [one.value for one in page.success] == [say("merge.done", "ja")]
    assert (book.one(Person, first).town, book.one(Person, second).status) == ("本町", "closed")
    assert [one.agency for one in book.all(SupportTeamMember, person_id=first)] == ["みどり"]
    page = button(opened(second), say("merge.take_apart", "ja"))
    assert [one.value for one in page.success] == [say("merge.apart", "ja")]
    assert (book.one(Person, first).town, book.one(Person, second).status) == ("国分町一丁目", "active")
