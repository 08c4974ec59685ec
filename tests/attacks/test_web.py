"""Attacks on the edge towards the web: other names for this machine, other origins, other hosts; and what is left behind."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from casebook.book import Casebook
from casebook.records import Area, Facility, IncomingAnswer, Person
from desk.answers import add_link
from tests.attacks.conftest import PLANTED
from tests.attacks.serving import DAY, PATIENCE, ROOT, Server, free_port, served, surroundings
from ui import shell
from ui.server.downloads import COOKIE
from ui.settings import casebook
from words.say import say

EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


def plant(book: Casebook) -> None:
    with book.writing("test") as writer:
        writer.add(Person(code_name=PLANTED, note=PLANTED, city="仙台市", ward="青葉区"))
        writer.add(
            Facility(
                source="manual",
                service_code="24",
                service_name="短期入所",
                name=PLANTED,
                city="仙台市",
                ward="青葉区",
                lat=38.27,
                lon=140.87,
                located_at="office",
            )
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a casebook of one person and one facility."""
    with served(tmp_path_factory.mktemp("edge"), plant) as one:
        yield one


@pytest.fixture(autouse=True)
def nothing_is_logged_or_asked_outside(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test here does: no log holds the name, and no request leaves the machine."""
    yield
    if "server" in request.fixturenames:
        server = request.getfixturevalue("server")
        assert PLANTED not in server.log()
        assert server.asked_outside() == ""


def foreign(port: int) -> list[list[str]]:
    """Return headers of those who ask for somebody else, or come from there."""
    own, there = f"127.0.0.1:{port}", f"evil.example:{port}"
    hosts = [
        "evil.example", there, f"127.0.0.1.evil.example:{port}", f"{own}.evil.example", f"localhost.evil.example:{port}",
        "127.0.0.1", "127.0.0.1:1", f"{EVERYWHERE}:{port}", f"[::]:{port}", f"user@{own}", f"{own},{there}", "",
    ]  # fmt: skip
    origins = [f"http://{there}", "null", f"https://{own}", "http://127.0.0.1:1", f"http://localhost:{port}", ""]
    several = [[f"Host: {own}", f"Host: {there}"], [f"Host: {there}", f"X-Forwarded-Host: {own}"]]
    return [*([f"Host: {host}"] for host in hosts), *([f"Host: {own}", f"Origin: {one}"] for one in origins), *several]


def test_no_path_answers_under_another_name(server: Server) -> None:
    with server.session("map"):  # what is registered at the first run is there
        pass
    with server.session("imports") as imports:
        media = imports.template()
        paths = [
            "/", "/people", "/favicon.png", "/static/index.html", "/nonsense/../people", "/app/static/sonae.svg", media,
            "/component/streamlit_folium.st_folium/index.html", "/_stcore/health", "/_stcore/host-config",
            "/_stcore/metrics", "/_stcore/stream", "/_stcore/upload_file/a/b", "/_stcore/agent/interact",
            "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/script-health-check",
            f"http://{server.host}/people", "/answers/x",
        ]  # fmt: skip
        assert server.status("/people") == server.status(media, "mine") == 200
        (media,) = imports.press(say("imports.template_csv", "ja"))
        asked = [
            (method, path, headers)
            for path in paths
            for method in ("GET", "OPTIONS", "POST")
            for headers in foreign(server.port)
        ]
        for method, path, headers in asked:
            answer = server.ask(method, path, headers)
            assert answer.split(b" ")[1] in (b"421", b"400"), (method, path, headers, answer[:200])
            assert PLANTED.encode() not in answer
            assert len(answer) < 2000
        assert server.ask("GET", "/people", [], version="1.0").split(b" ")[1] == b"421"
        assert len(asked) == 1140


def test_the_refusal_says_where_the_pages_are(server: Server) -> None:
    answer = server.ask("GET", "/", ["Host: evil.example"]).decode()
    for language in ("ja", "en"):
        assert say("server.other_address", language, address=f"http://{server.host}") in answer


def test_no_socket_opens_under_another_name_or_from_another_page(server: Server) -> None:
    own, there = server.host, f"evil.example:{server.port}"
    tries = [
        (host, origin)
        for host in (own, there, f"localhost:{server.port}", "127.0.0.1", f"127.0.0.1.evil.example:{server.port}")
        for origin in (f"http://{own}", f"http://{there}", f"https://{own}", "http://127.0.0.1:1", "null", None)
        if (host, origin) != (own, f"http://{own}")
    ]
    for host, origin in tries:
        with pytest.raises(InvalidStatus, match="403"), server.session("people", host, origin):
            pass
    assert len(tries) == 29


def test_this_machine_names_itself_in_three_ways(server: Server) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        host = f"{name}:{server.port}"
        assert server.ask("GET", "/people", [f"Host: {host}", f"Origin: http://{host}"]).split(b" ")[1] == b"200"
    with server.session("people", host, f"http://{host}") as people:
        assert PLANTED.encode() in people.came


def own(server: Server, path: str, *headers: str, method: str = "GET") -> tuple[bytes, bytes]:
    """Ask for a file as the browser does that opened the page; return head and body."""
    answer = server.ask(method, path, [f"Host: {server.host}", f"Cookie: {COOKIE}=mine", *headers])
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.lower(), body


def test_a_file_is_handed_out_once_to_the_browser_that_asked_and_is_gone(server: Server) -> None:
    with server.session("imports") as mine, server.session("imports", browser="another") as other:
        path = mine.template()
        assert other.template() != path  # the same bytes, and yet another address
        for browser in ("", "another", "min", "mine2"):
            assert server.status(path, browser) == 404
        assert own(server, path, method="HEAD")[0].split()[1] == b"404"
        head, body = own(server, path, "Sec-Fetch-Mode: cors")  # a script of the page's
        assert (head.split()[1], body) == (b"204", b"")
        head, body = own(server, path, "Range: bytes=0-3")
        assert head.split()[1] == b"200"
        assert say("field.code_name", "ja") in body.decode("utf-8-sig")
        assert b"cache-control: no-store" in head
        assert b"content-security-policy: default-src 'none'; sandbox" in head
        assert b"content-type: text/csv\r\n" in head + b"\r\n"
        assert own(server, path)[0].split()[1] == b"404"
        again = mine.press(say("imports.template_csv", "ja"), times=2)
        statuses = [own(server, one)[0].split()[1] for one in again]
        assert statuses[0] == b"200"  # pressed again, it is made anew


def test_a_file_that_nobody_fetched_is_gone_with_its_session(server: Server) -> None:
    with server.session("imports"):
        with server.session("imports", browser="goes") as goes:
            left = goes.template()
        for _ in range(PATIENCE):
            if server.status(left, "goes") == 404:
                return
            time.sleep(0.5)
    pytest.fail("the file outlived its session")


def test_a_file_that_was_made_waits_until_it_is_fetched_whatever_others_do(server: Server) -> None:
    with server.session("imports") as mine:
        path = mine.template()
        with server.session("people", browser="another") as other:
            for _ in range(3):
                other.run({})
            mine.run({})
            other.run({})
        head, _ = own(server, path)
        assert head.split()[1] == b"200"
        assert own(server, path)[0].split()[1] == b"404"


def test_a_session_without_a_cookie_gets_no_file_and_every_page_gives_one(server: Server) -> None:
    with server.session("imports", browser="") as nobody:
        assert server.status(nobody.template()) == 404
    head = (
        server.ask("GET", "/people", [f"Host: {server.host}", "Accept: text/html"]).partition(b"\r\n\r\n")[0].decode()
    )
    (given,) = re.findall(rf"(?im)^set-cookie: {COOKIE}=(.*)\r?$", head)
    assert re.fullmatch(r"[\w-]{43}; Path=/; HttpOnly; SameSite=Strict", given.strip())
    assert b"set-cookie" not in own(server, "/people", "Accept: text/html")[0]


def test_a_facility_answers_by_its_link_on_a_page_of_its_own(server: Server) -> None:
    book = casebook(f"sqlite:///{server.database}")
    _, token = add_link(book, 1, date.fromisoformat(DAY))
    page = server.ask("GET", f"/answers/{token}", [f"Host: {server.host}", "Accept: text/html"])
    head, _, body = page.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"content-security-policy: default-src 'none'" in head.lower()
    assert b"<script" not in body
    assert PLANTED.encode() in body  # the facility's own name
    assert server.status(f"/answers/{'A' * 43}") == 404
    headers = [f"Host: {server.host}", f"Origin: http://{server.host}"]
    assert server.ask("POST", f"/answers/{token}", headers).split(b" ")[1] == b"422"
    assert book.all(IncomingAnswer) == []
    book.close()
    assert token not in server.log()


def test_scripts_are_named_by_their_hash_outside_the_frame_of_the_map(server: Server) -> None:
    for path in ("/", *(f"/{name}" for name in shell.PAGES), "/_stcore/health", "/app/static/sonae.svg", "/nonsense"):
        head = server.ask("GET", path, [f"Host: {server.host}", "Accept: text/html"]).partition(b"\r\n\r\n")[0].decode()
        policy = dict(
            one.strip().split(" ", 1)
            for one in re.findall(r"(?im)^content-security-policy: (.*)\r?$", head)[0].split(";")
        )
        assert "unsafe-inline" not in policy["script-src"]
        assert "'unsafe-eval'" not in policy["script-src"]
        assert policy["script-src"].count("'sha256-") == 2
        assert "x-content-type-options: nosniff" in head.lower()


def test_in_the_frame_of_the_map_a_script_may_stand_and_no_text_is_evaluated(server: Server) -> None:
    with server.session("map"):  # what is registered at the first run is there
        pass
    head, _ = own(server, "/component/streamlit_folium.st_folium/index.html", "Accept: text/html")
    assert b"script-src 'self' 'unsafe-inline';" in head


def test_beyond_this_machine_nothing_is_served(tmp_path: Path) -> None:
    """By Streamlit's own command, which would look up the outside address; `sonae serve` is in tests/ui/cli."""
    host = EVERYWHERE
    process = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", ROOT / "app.py", f"--server.address={host}",
         f"--server.port={free_port()}"],
        cwd=tmp_path, env={**surroundings(tmp_path), "SONAE_LANGUAGE": "ja"},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert process.returncode == 1
    assert say("server.needs_sign_in", "ja", host=host) in process.stderr
    assert "Traceback" not in process.stderr
    assert not (tmp_path / "heard").exists()


def test_what_breaks_a_page_is_logged_without_what_it_was_about(server: Server) -> None:
    # An outline that is none: what reads it quotes it.
    area = Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry=PLANTED)
    book = casebook(f"sqlite:///{server.database}")
    with book.writing("test") as writer:
        writer.add(area)
    book.close()
    for page in shell.PAGES:
        with server.session(page):
            pass
    log = server.log()
    assert "Traceback" not in log
    assert "GEOSException\n" in log
    assert "ui/shell.py:" in log  # where it happened is known
