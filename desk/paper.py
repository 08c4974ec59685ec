"""Pages that print on A4 and need nothing from outside."""

from collections.abc import Iterable, Sequence
from html import escape

STYLE = (
    "@page{size:A4;margin:16mm}body{font-family:'Hiragino Sans','Yu Gothic','Noto Sans CJK JP',sans-serif;font-size:10pt;"
    "line-height:1.6;max-width:178mm;margin:0 auto;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;"
    "margin:0 0 4mm}th,td{border:1px solid #888;padding:1mm 2mm;text-align:left;vertical-align:top}th{"
    "font-weight:600}tr>th:only-of-type{width:32%}pre{white-space:pre-wrap;font-size:8pt}"
)


def page_of(title: str, body: str, language: str = "ja") -> bytes:
    """Return a page.

    Parameters
    ----------
    body
        HTML, in which text from data is escaped.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}'
        f"</style></head><body><h1>{escape(title)}</h1>{body}</body></html>\n"
    ).encode()


def table_of(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> str:
    """Return a table of texts, which are escaped."""
    head = f"<tr>{''.join(f'<th>{escape(cell)}</th>' for cell in heads)}</tr>" if heads else ""
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{head}{lines}</table>"
