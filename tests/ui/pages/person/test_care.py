"""What to know tonight and whom to call: written on a person's page, kept as typed, seen there, in her room and in the call."""

from casebook.records import CareNote, ContactPerson, Draft, Person, Stay
from desk.city import read_care
from tests.ui.conftest import bars, button, show
from words.say import say


def opened(key):
    page = show("person")
    page.query_params["id"] = str(key)
    page.run()
    assert not page.exception
    return page


def written(page):
    return "\n".join([*(one.value for one in (*page.markdown, *page.caption)), *bars(page)])


def test_a_care_note_outlasts_a_lost_page_and_is_read_wherever_she_is_looked_after(demo):
    guest = next(one for one in demo.all(Stay) if one.kind == "emergency" and one.end_on is None)
    key, mark = guest.person_id, "水色のタオル"
    before = read_care(demo, key).note
    page = opened(key)
    page.text_area(key=f"care.{key}.0.calms").set_value(mark).run()
    assert len(demo.all(Draft, kind="care", person_id=key)) == 1
    page = opened(key)
    button(page, say("draft.go_on", "ja")).run()
    assert page.text_area(key=f"care.{key}.0.calms").value == mark
    page.button(key=f"care.{key}.0.save").click().run()
    note = read_care(demo, key).note
    assert (note.calms, note.medicine) == (mark, before.medicine)
    assert demo.all(Draft, kind="care") == []
    assert mark in written(opened(key))
    assert mark in written(show("rooms").run())


def test_what_nobody_asked_is_named_as_unknown(demo):
    with demo.writing("before") as writer:
        key = writer.add(Person(code_name="新しい方"))
    text = written(opened(key))
    assert say("field.seizures", "ja") in text
    assert "不明（6）" in text
    assert demo.all(CareNote, person_id=key) == []


def test_whom_to_call_is_added_ordered_taken_out_and_put_back(demo):
    with demo.writing("before") as writer:
        key = writer.add(Person(code_name="新しい方"))
    page = opened(key)
    for number, relation in enumerate(("母", "兄")):
        form = f"called_{key}.new.{number}"
        page.text_input(key=f"{form}.relation").set_value(relation)
        page.text_input(key=f"{form}.phone").set_value("母に聞く").run()
        page.button(key=f"{form}.save").click().run()
        assert len(page.error) == 1
        page.text_input(key=f"{form}.phone").set_value("０２２－０００－０００１").run()
        page.button(key=f"{form}.save").click().run()
        assert not page.exception
    mother, brother = demo.all(ContactPerson, person_id=key)
    assert (mother.phone, brother.call_order) == ("022-000-0001", 2)
    assert [one.proto.url for one in page.get("link_button")] == ["tel:0220000001"] * 2
    page.button(key=f"care.earlier.{brother.id}").click().run()
    page.button(key=f"care.remove.{mother.id}").click().run()
    assert [one.relation for one in read_care(demo, key).contacts] == ["兄"]
    page.button(key=f"care.put_back.{mother.id}").click().run()
    assert [one.relation for one in read_care(demo, key).contacts] == ["兄", "母"]
