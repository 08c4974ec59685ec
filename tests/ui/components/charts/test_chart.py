"""Charts: one look, and none without its unit, day and number."""

import ast
from pathlib import Path

import altair as alt

from ui.components.charts.chart import LOOK

UI = Path(__file__).parents[4] / "ui"


def test_every_chart_is_drawn_by_the_one_helper() -> None:
    drawn = [
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.endswith("_chart") and ast.unparse(node.value) == "st"
    ]
    assert drawn == ["components/charts/chart.py"]
    assert alt.theme.active == LOOK
