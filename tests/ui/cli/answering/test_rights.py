"""`sonae rights`: disclosed, asked for, answered, stopped, due and deleted."""

from dataclasses import replace

from casebook.records import AccessLog, Person, RightsRequest
from desk.rights.deletion import is_deleted
from ui.settings import settings


def test_the_whole_way_of_one_person(filled, book, tmp_path, monkeypatch) -> None:
    filled.ok("rights", "show", "A-001", "--to", tmp_path / "out")
    page, data = sorted((tmp_path / "out").iterdir())
    assert "A-001" in page.read_text("utf-8")
    assert "A-002" not in page.read_text("utf-8") + data.read_text("utf-8")
    assert {path.stat().st_mode & 0o077 for path in (page, data)} == {0}
    assert [one.kind for one in book.all(AccessLog, kind="disclosure")] == ["disclosure"]
    filled.ok("rights", "ask", "A-001", "--what", "区が違う")
    (asked,) = filled.json("rights", "list")
    assert "区が違う" in filled.ok("rights", "list")
    filled.ok("rights", "done", asked["id"], "--what", "改めた")
    assert filled.json("rights", "list") == []
    filled.ok("rights", "stop", "A-001")
    (person,) = book.all(Person, code_name="A-001")
    assert person.status == "closed"
    assert filled.json("rights", "due") == []
    monkeypatch.setenv("SONAE_TODAY", "2040-01-01")
    settings.cache_clear()
    assert [one["name"] for one in filled.json("rights", "due")] == ["A-001"]
    filled.ok("rights", "delete", "A-001")
    assert is_deleted(book.one(Person, person.id))
    assert filled.json("rights", "due") == []
    assert isinstance(filled.json("rights", "handed", f"deleted-{person.id}"), list)


def test_what_cannot_be_is_said(filled, book) -> None:
    for words in (("show",), ("show", "A-999"), ("done",), ("done", "x"), ("delete",), ("delete", "A-001"), ("stop",)):
        assert filled.fails("rights", *words)
    assert book.all(RightsRequest) == []
    (person,) = book.all(Person, code_name="A-001")
    with book.writing("close") as writer:
        writer.change(replace(person, status="closed"))
    assert filled.fails("rights", "delete", "A-001")
