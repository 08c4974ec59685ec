"""How much a file may be before it is refused, in one place; each refusal names the bound."""

from dataclasses import dataclass

MEGABYTE = 1024**2
MAX_BYTES = 100 * MEGABYTE
"""Of one file, and of one member of an archive when unpacked."""
MAX_SHEET_BYTES = 20 * MEGABYTE
"""Of a sheet that people fill in."""
MAX_UNPACKED = 300 * MEGABYTE
"""Of all members of one archive together."""
MAX_MEMBERS = 500
MAX_ROWS = 1_048_576
"""Rows of a table: as many as a spreadsheet has."""
MAX_SHEET_ROWS = 50_000
"""Rows of a sheet of a workbook."""
MAX_COLUMNS = 1_000
"""Headings of a table."""
MAX_SHEET_COLUMNS = 200
"""Columns of a workbook's sheet that are looked at."""
MAX_CELLS = 10_000_000
"""Cells of a table; a national file of a service has 6 million."""
MAX_SHEET_CELLS = 2_000_000
"""Cells of a workbook, which cost ten times as much as those of a text."""
MAX_VERTICES = 5_000_000
"""Corners of all shapes of one file."""


@dataclass(frozen=True)
class Limits:
    """What the process may take that reads one file.

    Attributes
    ----------
    seconds
        Of the processor's time; on the clock it may be four times as much, on a machine that is busy.
    megabytes
        Of memory, above what the process needs before it opens the file.
    """

    seconds: int = 60
    megabytes: int = 1_500


LIMITS = Limits()
