"""Tables on a terminal, and where there is none."""

import io

import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from ui.cli import console

FRAME = pd.DataFrame({"氏名": ["甲" * 30, "a", None], "n": [1, 22, 333]})


@pytest.fixture
def printed(monkeypatch):
    def on(width, terminal, frame=FRAME):
        written = io.StringIO()
        out = Console(file=written, width=width, force_terminal=terminal, no_color=True, legacy_windows=False)
        monkeypatch.setattr(console, "out", out)
        console.print_frame(frame, "題")
        return written.getvalue().splitlines()

    return on


def test_a_row_is_a_line_where_nobody_looks_and_where_it_fits(printed):
    lines = printed(40, terminal=False)
    assert lines[0] == "題"
    assert len(lines) == 1 + 3 + 3 + 1
    assert {cell_len(line) for line in lines[1:]} == {60 + 3 + 3 * 2 + 1}
    assert "甲" * 30 in lines[4]
    assert [line.strip() for line in printed(200, terminal=True)[1:]] == lines[1:]


def test_on_a_narrow_terminal_cells_are_folded_and_nothing_is_cut(printed):
    lines = printed(40, terminal=True)
    assert all(cell_len(line) <= 40 for line in lines if "甲" in line)
    assert sum(line.count("甲") for line in lines) == 30


def test_what_a_terminal_would_obey_is_not_printed(printed):
    lines = printed(80, terminal=False, frame=pd.DataFrame({"a": ["x\x1b[2Jy\nz"]}))
    assert lines[4] == "│ x [2Jy z │"


def test_an_empty_table_has_its_head(printed):
    assert len(printed(80, terminal=False, frame=FRAME.iloc[:0])) == 1 + 3 + 1
