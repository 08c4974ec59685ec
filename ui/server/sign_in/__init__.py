"""Coming in: the page for it, the gate in front of everything else, and what may be served without either."""

from ui.server.sign_in.gate import SignedInOnly
from ui.server.sign_in.needed import NobodySignsInError, check_served
from ui.server.sign_in.routes import ROUTES

__all__ = ["ROUTES", "NobodySignsInError", "SignedInOnly", "check_served"]
