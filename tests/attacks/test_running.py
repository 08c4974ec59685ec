"""While the app runs, with names in it: nothing that it lays aside, logs, keeps for downloads or leaves when killed holds one."""

import os
import re
import signal
import socket
import time
from pathlib import Path

from casebook.book import Casebook
from tests.attacks.serving import PATIENCE, Server, Session, served
from tests.attacks.test_at_rest import NAME, OTHER, holding, plant, spelt
from words.say import say

# What Python opens for writing, and what it makes without a name.
WRITES = """
import os
def wrote(event, args):
    if event == "open" and args[0] != os.environ["WRITTEN"] and args[2] & (os.O_WRONLY | os.O_RDWR):
        with open(os.environ["WRITTEN"], "a") as file:
            print(args[0], file=file)
sys.addaudithook(wrote)
"""
SHEET = ("仮名,氏名（任意）,備考\n" + f"C-001,{NAME},{OTHER}\n" * 60_000).encode()


def fill(book: Casebook) -> None:
    with book.writing("plant") as writer:
        plant(writer, NAME)


def laid_open(process: int) -> list[bytes]:
    """Return what stands in the files that a process holds open and that have no name any more."""
    found = []
    for one in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = one.readlink()
            if target.name.endswith("(deleted)") and not target.is_relative_to("/dev"):
                found.append(one.read_bytes())
        except OSError:  # closed meanwhile
            continue
    return found


def token(server: Server) -> str:
    """Return what the app gives a browser against requests from elsewhere."""
    head = server.ask("GET", "/_stcore/health", [f"Host: {server.host}"]).decode()
    return re.findall(r"(?i)set-cookie: _streamlit_xsrf=([^;]+)", head)[0]


def uploading(server: Server, session: Session, data: bytes) -> tuple[list[bytes], bytes]:
    """Upload a file; return what lay open on the disk when half of it was there, and the answer."""
    parts = (
        b'--sonae\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n',
        data,
        b"\r\n--sonae--\r\n",
    )
    body, secret = b"".join(parts), token(server)
    head = [
        f"PUT /_stcore/upload_file/{session.id}/one HTTP/1.1", f"Host: {server.host}", f"Origin: http://{server.host}",
        "Content-Type: multipart/form-data; boundary=sonae", f"Content-Length: {len(body)}", "Connection: close",
        f"Cookie: _streamlit_xsrf={secret}", f"X-Xsrftoken: {secret}", "", "",
    ]  # fmt: skip
    half = len(body) // 2
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as one:
        one.sendall("\r\n".join(head).encode() + body[:half])
        time.sleep(1)  # what was sent is taken; a disk would hold some of it by now
        open_files = laid_open(server.process)
        one.sendall(body[half:])
        return open_files, one.recv(65536)


def test_no_name_is_on_the_disk_in_logs_or_kept_for_downloads_while_the_app_runs_and_when_it_is_killed(
    tmp_path: Path,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    written = tmp_path / "written"
    variables = {"TMPDIR": str(temporary), "WRITTEN": str(written)}
    names = [spelling for name in (NAME, OTHER) for spelling in spelt(name)]
    with served(tmp_path, fill, before=WRITES, **variables) as server:
        came, kept = b"", set()
        for page in ("people", "emergency", "rights", "audit"):
            with server.session(page) as session:
                came += session.came
                kept |= {address.decode() for address in re.findall(rb"/media/[\w.]+", session.came)}
        with server.session("imports") as imports:
            open_files, answer = uploading(server, imports, SHEET)
            imports.choose(say("imports.kind", "ja"), say("imports.kind_people", "ja"))
            assert imports.press(say("imports.template_xlsx", "ja"))
            os.kill(server.process, signal.SIGKILL)
    assert NAME.encode() in came
    assert b" 204 " in answer.split(b"\r\n")[0] + b" "
    assert [one for one in open_files if any(name in one for name in names)] == []
    assert kept == set()
    assert holding(tmp_path, NAME, OTHER) == []
    opened = {Path(line).resolve() for line in written.read_text().splitlines() if line.startswith("/")}
    assert opened
    # Memory; what Python and Numba keep of code; that the casebook is served.
    known = [path.is_relative_to("/dev") or "__pycache__" in path.parts or path.parent == tmp_path for path in opened]
    assert [path for path, expected in zip(opened, known, strict=True) if not expected] == []
