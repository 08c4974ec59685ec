"""The tab on which a file is shared without consent, or restricted."""

import pytest

from casebook.engine import create
from casebook.records import NamedReader, Person, SharingGround
from casebook.roles import Actor
from tests.ui.conftest import as_read, button, must, show
from ui import context
from ui.settings import casebook
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_shared_on_a_ground_and_restricted(at: str, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    create(at)
    me = Actor("担当", "coordinator")
    monkeypatch.setattr(context, "local_actor", lambda: me)
    with casebook(at, me).writing("before") as writer:
        key = writer.add(Person(code_name="A-001", ward="青葉区"))
    page = show("people", language)
    page.session_state["people.person.wanted"] = key
    page.run()
    for label, text in (("field.shared_with", "青葉区"), ("field.reason", "通報")):
        next(one for one in page.text_input if one.label == must(label, language)).set_value(text)
    page = button(page, say("sharing.share", language))
    assert not page.exception
    assert [one.value for one in page.error] == []
    [ground] = casebook(at, me).all(SharingGround)
    assert (ground.shared_with, ground.decided_by) == ("青葉区", "担当")
    assert say("sharing.people", language, count=1) in [one.value for one in page.caption]
    assert any("青葉区" in as_read(one.value) for one in page.info)
    area = next(one for one in page.text_area if one.label == say("sharing.names", language))
    area.set_value("担当\nもう一人")
    save = next(one for one in page.button if one.key == f"{area.key}.save")
    page = save.click().run()
    assert [one.value for one in page.error] == []
    assert {one.name for one in casebook(at, me).all(NamedReader)} == {"担当", "もう一人"}
    monkeypatch.setattr(context, "local_actor", lambda: Actor("ほか", "coordinator"))
    assert "A-001" not in str(show("people", language))
