"""Coming in: the page for it, the gate in front of everything else, and what may be served without either."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from ui.server.sign_in.gate import SignedInOnly
    from ui.server.sign_in.needed import NobodySignsInError, check_served
    from ui.server.sign_in.routes import ROUTES
else:
    __getattr__ = when_asked_for(__file__)

__all__ = ["ROUTES", "NobodySignsInError", "SignedInOnly", "check_served"]
