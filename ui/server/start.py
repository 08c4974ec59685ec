"""How the server begins, whoever started it: the `sonae` command, or Streamlit's own."""

import sys

from starlette.middleware import Middleware

from ui.kept import share_one_heap
from ui.server.addresses import OwnAddress, own_address
from ui.server.answers import ROUTES as ANSWERS_ROUTES
from ui.server.calendar import ROUTES as CALENDAR_ROUTES
from ui.server.downloads import ServedOnce
from ui.server.headers import SecurityHeaders
from ui.server.logs import keep_names_out_of_logs
from ui.server.one_address import OneAddress
from ui.server.sessions import FilesGoWithSessions, keep_files_for_sessions
from ui.server.sign_in import ROUTES as SIGN_IN_ROUTES
from ui.server.sign_in import SignedInOnly, check_served
from ui.server.temporary import keep_off_the_disk
from ui.settings import settings
from words.message import SonaeError
from words.say import say

MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(OwnAddress),
    Middleware(SignedInOnly),
    Middleware(ServedOnce),
    Middleware(FilesGoWithSessions),
    Middleware(OneAddress),
]
"""From the outside to the inside: what is refused carries the headers, too."""
ROUTES = [*SIGN_IN_ROUTES, *ANSWERS_ROUTES, *CALENDAR_ROUTES]
"""The pages of our own beside Streamlit's."""


def prepare(host: str | None) -> None:
    """Make ready for serving at a host and say where, or end the process with the sentence that says why not."""
    keep_names_out_of_logs()
    keep_off_the_disk()
    share_one_heap()
    keep_files_for_sessions()
    language = settings().language
    try:
        check_served(host or "")
    except SonaeError as error:
        sys.exit(say(error.message, language))
    sys.stdout.write(say("server.serving", language, address=own_address()) + "\n")
    sys.stdout.flush()
