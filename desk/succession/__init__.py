"""Offices that reappear under another number: which may be meant, and what moves to the one that follows."""

from desk.succession.move import Moved, confirmed_before_move, has_moved, let_go, move, undo
from desk.succession.pairs import Successor, likely, successors

__all__ = ["Moved", "Successor", "confirmed_before_move", "has_moved", "let_go", "likely", "move", "successors", "undo"]
