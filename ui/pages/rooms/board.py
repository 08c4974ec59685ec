"""The board of the base's rooms, worked out once for all pages that show it."""

from casebook.book import Casebook
from desk.emergency import Board, board
from ui.context import Context, State
from ui.kept import kept
from words.names import leading


def rooms_board(ctx: Context) -> Board:
    """Return who is in the rooms today, as far as the reader may see."""
    return _board_at(ctx.state, ctx.book)


@kept
def _board_at(state: State, _book: Casebook) -> Board:
    return leading(board, _book, state.day)
