"""Serving begins where a casebook is; a demonstration is made only where there is none."""

import pytest

from tests.ui.cli.shell import Shell


@pytest.fixture
def started(monkeypatch):
    """Take the place of the server; return with what it was started."""
    calls: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, words: calls.append(words))
    return calls


def test_a_fresh_clone_is_served_with_the_demonstration_and_a_second_time_as_it_is(bare: Shell, started):
    bare.ok("serve", "--demo-if-empty")
    people = bare.json("people")
    before = (bare.folder / "sonae.db").read_bytes()
    bare.ok("serve", "--demo-if-empty", "--port", "9000")
    assert len(people) > 0
    assert (bare.folder / "sonae.db").read_bytes() == before
    assert [words[-1] for words in started] == ["--server.port=8501", "--server.port=9000"]
    assert [path.name for path in bare.folder.iterdir()] == ["sonae.db"]
