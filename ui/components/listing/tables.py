"""One way to show a table that is only read: unknown said in words, numbers to the right, all of it printed."""

import pandas as pd

from ui.components.listing.listing import Shown, of_frame, show_list
from ui.context import Context


def show_table(
    ctx: Context,
    frame: pd.DataFrame,
    label: str,
    *,
    key: str = "",
    unknown: str | None = None,
) -> None:
    """Show a table; a cell may be `Named`, and leads to its page then.

    Parameters
    ----------
    label
        What it holds, for readers who do not see it.
    key
        Of the table on its page, if another there has the same label.
    unknown
        What stands where there is no figure, if that does not mean that it is unknown.
    """
    columns, rows = of_frame(frame, {})
    if unknown is not None:
        rows = [[Shown(unknown, None) if cell is None else cell for cell in row] for row in rows]
    show_list(ctx, columns, rows, range(len(rows)), key or label, label, asked=None, csv=False)
