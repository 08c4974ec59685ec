"""A file that somebody was given to download is gone when her session is: Streamlit would keep it until somebody else runs."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import get_option
from streamlit.runtime import Runtime, get_instance

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
