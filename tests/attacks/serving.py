"""The app on loopback for its attackers: started as `sonae serve` starts it, and spoken to without a browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from casebook.book import Casebook
from casebook.engine import create
from ui.server.downloads import COOKIE
from ui.settings import casebook
from words.say import say

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"
PATIENCE = 60
# Runs at the start of every Python below; an audit hook sees what any library does with sockets.
RECORDER = """
import os, sys
def heard(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        where = args[0] if event.startswith("socket.get") else args[1]
        host = where[0] if isinstance(where, tuple) else where
        if str(host) not in ("127.0.0.1", "localhost", "::1", "None", ""):
            with open(os.environ["HEARD"], "a") as file:
                print(event, where, file=file)
sys.addaudithook(heard)
"""


@dataclass
class Server:
    """The app on loopback, and what it wrote and asked for."""

    port: int
    folder: Path
    process: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "sonae.db"

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def asked_outside(self) -> str:
        heard = self.folder / "heard"
        return heard.read_text(encoding="utf-8") if heard.exists() else ""

    def ask(self, method: str, path: str, headers: list[str], version: str = "1.1") -> bytes:
        """Send a request as it is, and return all of the answer."""
        lines = [f"{method} {path} HTTP/{version}", *headers, "Connection: close", "Content-Length: 0", "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as one:
            one.sendall("\r\n".join(lines).encode())
            answer = bytearray()
            while piece := one.recv(65536):
                answer += piece
        return bytes(answer)

    def status(self, path: str, browser: str = "") -> int:
        cookie = [f"Cookie: {COOKIE}={browser}"] if browser else []
        return int(self.ask("GET", path, [f"Host: {self.host}", *cookie]).split()[1])

    @contextmanager
    def session(
        self, page: str, host: str = "", origin: str | None = "own", browser: str = "mine", token: str = ""
    ) -> Iterator["Session"]:
        """Open a page over a socket as a browser does, signed in by a token, and wait until it stands."""
        cookies = {COOKIE: browser, "sonae_session": token}
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        with connect(
            f"ws://{host or self.host}/_stcore/stream",
            sock=sock,
            origin=cast("Any", f"http://{self.host}" if origin == "own" else origin),
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value)},
            proxy=None,
            max_size=None,
            open_timeout=PATIENCE,
        ) as client:
            session = Session(client, page)
            session.run({})
            yield session


@dataclass
class Session:
    """A page that is open, without a browser: what it was told, and what it can choose."""

    client: ClientConnection
    page: str
    id: str = ""
    came: bytes = b""
    running: bool = False
    selects: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)

    def run(self, chosen: dict[str, str], asked: str = "") -> None:
        """Let the page run with what is chosen and what its address asks for, and keep all that comes until it stands."""
        self.ask(chosen, asked)
        self.hear()

    def ask(self, chosen: dict[str, str], asked: str = "", pressed: str = "") -> None:
        """Let the page run with what is chosen and pressed, without waiting for it."""
        message = BackMsg()
        message.rerun_script.query_string = f"lang=ja&{asked}"
        message.rerun_script.page_name = self.page
        for name, option in chosen.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = name, option
        if pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        self.client.send(message.SerializeToString())

    def hear(self) -> None:
        """Keep all that comes until the page stands."""
        while self._told(PATIENCE).WhichOneof("type") != "script_finished":
            pass

    def hear_all(self, still: float) -> None:
        """Keep all that comes until the page stands and nothing more does for some seconds."""
        while True:
            try:
                self._told(still)
            except TimeoutError:
                if not self.running:
                    return

    def _told(self, patience: float) -> ForwardMsg:
        piece = self.client.recv(timeout=patience)
        assert isinstance(piece, bytes)
        self.came += piece
        told = ForwardMsg.FromString(piece)
        if told.HasField("new_session"):
            self.id = told.new_session.initialize.session_id
        self.running = (self.running or told.HasField("new_session")) and not told.HasField("script_finished")
        if told.delta.new_element.HasField("download_button"):
            offered = told.delta.new_element.download_button
            self.offered[offered.label.replace("\\", "")] = offered.deferred_file_id
        if told.delta.new_element.HasField("selectbox"):
            self.selects[told.delta.new_element.selectbox.label] = told.delta.new_element.selectbox.id
        if told.delta.new_element.HasField("text_area"):
            self.fields[told.delta.new_element.text_area.label] = told.delta.new_element.text_area.id
        if told.delta.new_element.HasField("text_input"):
            self.fields[told.delta.new_element.text_input.label] = told.delta.new_element.text_input.id
        if told.delta.new_element.HasField("button"):
            self.buttons[told.delta.new_element.button.label] = told.delta.new_element.button.id
        return told

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.run({self.selects[label]: option})

    def press(self, label: str, times: int = 1) -> list[str]:
        """Press a button for a file, without waiting between times; return the addresses that the page is told."""
        for number in range(times):
            message = BackMsg()
            message.backend_operation_request.session_id = self.id
            message.backend_operation_request.request_id = f"{label}.{number}"
            message.backend_operation_request.deferred_file.file_id = self.offered[label]
            self.client.send(message.SerializeToString())
        told: list[str] = []
        while len(told) < times:
            answer = ForwardMsg.FromString(cast("bytes", self.client.recv(timeout=PATIENCE)))
            if answer.HasField("backend_operation_response"):
                assert answer.backend_operation_response.error_msg == ""
                told.append(answer.backend_operation_response.deferred_file.url)
        return told

    def template(self) -> str:
        """Let the page of imports make a template, and return its address."""
        self.choose(say("imports.kind", "ja"), say("imports.kind_people", "ja"))
        return self.press(say("imports.template_csv", "ja"))[0]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def surroundings(folder: Path, before: str = "") -> dict[str, str]:
    (folder / "sitecustomize.py").write_text(RECORDER + before, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "HEARD": str(folder / "heard"),
        "SONAE_DATABASE_URL": f"sqlite:///{folder / 'sonae.db'}",
        "SONAE_TODAY": DAY,
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1",
    }


@contextmanager
def served(folder: Path, plant: Callable[[Casebook], None], before: str = "", **variables: str) -> Iterator[Server]:
    """Serve a demonstration that `plant` fills, as `sonae serve` does, with more to run before and more variables."""
    url = f"sqlite:///{folder / 'sonae.db'}"
    create(url)
    book = casebook(url)
    plant(book)
    book.accounts().mark_demonstration()
    book.close()
    one = Server(free_port(), folder)
    command = [sys.executable, "-c", "from ui.cli.app import app; app()", "serve", "--port", str(one.port)]
    environment = {**surroundings(folder, before), **variables}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", one.port)) == 0:
                    break
            assert process.poll() is None, one.log()
            time.sleep(0.2)
        one.process = process.pid
        yield one
    finally:
        process.terminate()
        process.wait(timeout=20)
