"""By which names the server is called, and where it may listen."""

import asyncio
from typing import Any

import pytest

from ui import settings as settings_module
from ui.server import check_host, origins
from ui.server.addresses import ElsewhereError, OwnAddress
from words.say import LANGUAGES, say


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
def test_this_machine_may_listen_to_itself(host: str) -> None:
    check_host(host)


EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "::", "[::]", "192.0.2.1", "2001:db8::1", "example.jp", "localhost.jp", ""]
)
def test_beyond_this_machine_nobody_listens_while_nobody_signs_in(host: str) -> None:
    with pytest.raises(ElsewhereError) as refused:
        check_host(host)
    for language in LANGUAGES:
        assert f"{host}" in say(refused.value.message, language)
        assert "SONAE_HOST" in say(refused.value.message, language)


def test_this_machine_has_three_names_and_one_port() -> None:
    assert origins("", 8501) == {"http://127.0.0.1:8501", "http://localhost:8501", "http://[::1]:8501"}
    assert origins("", 80) >= {"http://127.0.0.1", "http://127.0.0.1:80"}


def test_an_address_that_was_set_is_the_only_one() -> None:
    assert origins("https://sonae.example.jp", 8501) == {"https://sonae.example.jp"}


def answer(kind: str, *headers: tuple[str, str]) -> int | str:
    """Ask the middleware alone; return the status, or what became of a socket."""
    sent: list[dict[str, Any]] = []

    async def inside(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []} if kind == "http" else OPENED)

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "path": "/", "method": "GET", "headers": raw}
    asyncio.run(OwnAddress(inside)(scope, receive, send))
    return sent[0].get("status", sent[0]["type"])


OPENED = {"type": "websocket.accept"}


@pytest.fixture
def behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SONAE_PUBLIC_ADDRESS", "https://sonae.example.jp")
    settings_module.settings.cache_clear()
    yield
    settings_module.settings.cache_clear()


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_a_proxy_only_its_address_answers() -> None:
    ours, local = ("host", "sonae.example.jp"), ("host", "127.0.0.1:8501")
    assert answer("http", ours) == 200
    assert answer("http", ours, ("origin", "https://sonae.example.jp")) == 200
    assert answer("http", local) == 421
    assert answer("http", ours, ("origin", "http://sonae.example.jp")) == 421
    assert answer("http", local, ("x-forwarded-host", "sonae.example.jp")) == 421
    assert answer("websocket", ours, ("origin", "https://sonae.example.jp")) == "websocket.accept"
    assert answer("websocket", ours) == "websocket.close"
    assert answer("websocket", ours, ("origin", "https://evil.example")) == "websocket.close"
    assert answer("websocket", local, ("origin", "http://127.0.0.1:8501")) == "websocket.close"
