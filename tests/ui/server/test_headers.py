"""Which scripts run: those that stand in the page that is sent, by their hash."""

import asyncio
import base64
import hashlib
from typing import Any

import pytest

from ui.server.headers import PAGE, SecurityHeaders, content_security_policy, everywhere, hash_source, inline_scripts


def test_a_script_is_hashed_to_the_letter() -> None:
    page = "<head><script>\n  a < b && c\n</script><script src='x.js'></script><script type=module>d</script></head>"
    assert inline_scripts(page) == ["\n  a < b && c\n", "d"]
    digest = base64.b64encode(hashlib.sha256(b"d").digest()).decode()
    assert hash_source("d") == f"'sha256-{digest}'"


def test_streamlits_page_has_a_script_of_its_own() -> None:
    assert len(inline_scripts(PAGE.read_text(encoding="utf-8"))) == 1


def test_nothing_is_loaded_from_elsewhere_but_tiles_that_were_asked_for() -> None:
    assert "://" not in content_security_policy([], background_tiles=False)
    assert content_security_policy([], background_tiles=True).count("://") == 1


def test_every_answer_tells_that_nobody_frames_opens_or_loads_it() -> None:
    headers = everywhere(secure=False)
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert everywhere(secure=True)["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize(
    "path", ["/", "/people", "/media/x", "/component/x/index.html", "/answers/x", "/sign-in", "/nonsense"]
)
def test_they_are_on_every_path_once(path: str) -> None:
    sent: list[Any] = []

    async def inside(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"ALLOWALL")]})

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(SecurityHeaders(inside)({"type": "http", "path": path, "headers": []}, None, send))  # type: ignore[arg-type]
    headers = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
    for name, value in everywhere(secure=False).items():
        assert [told for known, told in headers if known == name.lower()] == [value]
