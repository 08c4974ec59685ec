"""The search stands on every page, finds whom the reader may see, and is noted without what was typed."""

from dataclasses import replace

from casebook.book import Casebook
from casebook.records import AccessLog, CorporationVisit, Person
from casebook.roles import Actor
from desk.period import fiscal_year
from tests.ui.conftest import as_read, show
from ui import context
from words.say import say


def typed(page, text):
    page.text_input(key="search.typed").set_value(text).run()
    assert not page.exception
    return as_read(" ".join(one.value for one in page.markdown))


def test_a_person_is_found_on_any_page_by_name_in_another_spelling(demo: Casebook, at: str, monkeypatch) -> None:
    person = demo.all(Person)[0]
    with demo.writing("test") as writer:
        writer.change(replace(writer.one(Person, person.id or 0), real_name="齋藤 花子", kana="サイトウ ハナコ"))
    page = show("audit")
    assert f"{person.code_name}（齋藤 花子" in typed(page, "斉藤")
    assert person.code_name in typed(page, "さいとうはなこ")
    assert say("search.nothing", "ja") in typed(page, "いない人")
    context.open_book(at).flush()
    notes = [one.detail for one in demo.all(AccessLog, kind="search")]
    assert notes == [{"page": "search", "found": found} for found in (1, 1, 0)]
    monkeypatch.setattr(context, "local_actor", lambda: Actor("x", "planner"))
    assert say("search.nothing", "ja") in typed(show("facilities"), "斉藤")


def test_a_record_of_a_register_is_found_for_whoever_may_see_it_and_its_page_opens_it(
    demo: Casebook, monkeypatch
) -> None:
    visit = demo.all(CorporationVisit)[0]
    assert visit.corporation in typed(show("people"), visit.corporation)
    page = show("capacity")
    for name, asked in (("view", "visits"), ("year", str(fiscal_year(visit.visited_on))), ("visit", str(visit.id))):
        page.query_params[name] = asked
    assert as_read(page.run().subheader[0].value) == visit.corporation
    monkeypatch.setattr(context, "local_actor", lambda: Actor("x", "ward_office", "青葉区"))
    assert say("search.nothing", "ja") in typed(show("people"), visit.corporation)
