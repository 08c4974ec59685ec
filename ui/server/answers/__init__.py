"""The page by which a facility answers for itself: no account, no script, and nothing on it about anybody."""

from ui.server.answers.routes import ROUTES, are_open, link_address

__all__ = ["ROUTES", "are_open", "link_address"]
