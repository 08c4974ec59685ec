"""A file that somebody was given to download is there until she fetched it, and gone when her session is.

Streamlit would throw it away once two pages of anybody have been made since, and keep it until then.
"""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import get_option
from streamlit.runtime import Runtime, get_instance, runtime
from streamlit.runtime.media_file_manager import MediaFileManager

from ui.server.downloads import session_of

BETWEEN = 1.0
"""Seconds between the two looks after which a file that nobody has is thrown away; one could come in between two runs."""


class FilesGoWithSessions:
    """Throws away what a session was given, as soon as it cannot come back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._waiting: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; after a socket has ended, wait until its session is over."""
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["type"] == "websocket":
                task = asyncio.get_running_loop().create_task(_forget_later())
                self._waiting.add(task)
                task.add_done_callback(self._waiting.discard)


async def _forget_later() -> None:
    # A browser that lost its connection may come back to its session, and what it shows must still be there.
    await asyncio.sleep(float(get_option("server.disconnectedSessionTTL")) + BETWEEN)
    runtime = get_instance()
    forget_what_nobody_has(runtime)
    await asyncio.sleep(BETWEEN)
    forget_what_nobody_has(runtime)


def forget_what_nobody_has(runtime: Runtime) -> None:
    """Take the files from sessions that are over; what nobody has is marked, and what was marked before is deleted."""
    sessions, files = runtime._session_mgr, runtime.media_file_mgr  # noqa: SLF001 - the runtime says it nowhere else
    for session in list(files._files_by_session_and_coord):  # noqa: SLF001
        if sessions.get_session_info(session) is None:
            files.clear_session_refs(session)
    files.remove_orphaned_files()


class FilesOfSessions(MediaFileManager):
    """What Streamlit keeps for pages; a file that was made for a session stays as long as the session does."""

    def _get_inactive_file_ids(self) -> set[str]:
        sessions = get_instance()._session_mgr  # noqa: SLF001 - as above
        nobodys = super()._get_inactive_file_ids()
        return {key for key in nobodys if not (own := self._made_for(key)) or sessions.get_session_info(own) is None}

    def _made_for(self, key: str) -> str:
        file = self.read_file(key)
        return "" if file is None else session_of(file.mimetype)


def keep_files_for_sessions() -> None:
    """Let the runtime, which begins after this, keep files so."""
    runtime.MediaFileManager = FilesOfSessions  # type: ignore[attr-defined]
