"""Text from data is escaped wherever a page says it: one rule for what is read in the code, one for the escapes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.conftest import as_read
from ui.components.text import CUT, LOST, bullets, plain

ROOT = Path(__file__).parents[3]
# What Streamlit reads as Markdown: the first argument of these (of `progress` the second), and `help` of everything.
READ_AS_MARKDOWN = set(
    "badge button caption checkbox download_button error expander feedback file_uploader form_submit_button "
    "header info link_button markdown metric multiselect pills popover progress radio segmented_control "
    "selectbox select_slider slider spinner status subheader success tabs text_area text_input title toast "
    "toggle warning write".split()
)
ESCAPED = {"plain", "bullets"}
# Params of sentences that are numbers, days, or sentences themselves.
NO_DATA = set(
    "all at average candidates cluster cost count day days done existing length limit mean metres months most nowhere number "
    "people placed points rate ready rooms tier total what year".split()
)
NUMBERS = {"number + 1", "place.rank", "policy.sha256"}
PUT_TOGETHER = {"aside", "join", "must", "pair"}
# The one who calls hands over a label of the catalogue, or a page of the navigation.
HANDED_IN = {
    ("ui/components/pick.py", "label"),
    ("ui/components/records/address.py", "label"),
    ("ui/components/inputs.py", "_label(ctx, field, said)"),
    ("ui/components/inputs.py", "_label(ctx, field, {'must': must})"),
    ("ui/components/inputs.py", "said.get('help')"),
}
NOT_STREAMLIT = {"log", "logging", "self"}


def name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def is_safe(node: ast.expr, known: dict[str, list[ast.expr]]) -> bool:
    """Return whether what stands there holds nothing from data that is not escaped."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            values = known.get(name, [])
            return bool(values) and all(is_safe(value, {}) for value in values)
        case ast.Call(func=function, args=args, keywords=keywords):
            name = name_of(function)
            if name in ESCAPED or name == "show":
                return True
            if name in ("t", "say"):
                filled = (one for one in keywords if one.arg not in NO_DATA)
                of_catalogue = isinstance(args[0], ast.Constant | ast.JoinedStr | ast.IfExp | ast.Name)
                return of_catalogue and all(is_safe(one.value, {}) for one in filled)
            return name in PUT_TOGETHER and all(is_safe(one, known) for one in args)
        case ast.JoinedStr(values=values):
            return all(
                is_safe(one.value, known) or ast.unparse(one.value) in NUMBERS
                for one in values
                if isinstance(one, ast.FormattedValue)
            )
        case ast.GeneratorExp(elt=each) | ast.ListComp(elt=each) | ast.Starred(value=each):
            return is_safe(each, known)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            return all(is_safe(one, known) for one in parts)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_safe(one, known) and is_safe(other, known)
    return False


def said(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a call hands to Streamlit as Markdown."""
    yield from (one.value for one in call.keywords if one.arg in ("help", "label", "body"))
    if name_of(call.func) in READ_AS_MARKDOWN and call.args:
        yield from call.args[1:2] if name_of(call.func) == "progress" else call.args[:1]


def unescaped(path: Path) -> Iterator[str]:
    tree, where = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        known: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                known.setdefault(node.targets[0].id, []).append(node.value)
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id in NOT_STREAMLIT:
                continue
            for one in said(node):
                if not is_safe(one, known) and (where, ast.unparse(one)) not in HANDED_IN:
                    yield f"{where}:{one.lineno} {ast.unparse(one)}"


def test_whatever_a_page_says_of_data_is_escaped() -> None:
    modules = [path for path in sorted((ROOT / "ui").rglob("*.py")) if not {"cli", "server"} & set(path.parts)]
    assert [line for path in modules for line in unescaped(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        'st.button(ctx.t("rooms.open", person=guest.code_name))',
        "st.success(message)",
        'st.button(ctx.t("x.y"), help=line)',
        'column.caption(f"{facility.name}")',
        "st.error(ctx.t(error.message))",
    ],
)
def test_the_rule_sees_what_is_not_escaped(tmp_path: Path, line: str) -> None:
    module = ROOT / "ui" / "components" / "made_up.py"
    tree = ast.parse(f"def page(ctx, message, line):\n    {line}\n")
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert module.exists() is False
    assert not all(is_safe(one, {}) for one in said(call))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("x :material/home: y", ":material/home:"),
        (":smile:", ":smile:"),
        (":+1:", ":+1:"),
        (":streamlit:", ":streamlit:"),
        ("https://evil.example", "https://"),
        ("見よHTTP://evil.example", "HTTP://"),
        ("WWW.evil.example", "WWW."),
        ("a.b@evil.example", "b@evil"),
        ("x -> y", "->"),
        ("x -- y", "--"),
        ("x >= y", ">="),
        ("x <-> y", "<-"),
    ],
)
def test_what_is_looked_for_after_the_escapes_is_cut_in_two(text: str, piece: str) -> None:
    escaped = plain(text)
    assert all(piece not in as_read(part) for part in escaped.split(CUT))
    assert as_read(escaped) == text


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2068", "\u200f", "\u061c"])
def test_no_name_turns_the_order_of_what_stands_around_it(sign: str) -> None:
    assert plain(f"A{sign}B") == f"A{LOST}B"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_text_of_several_lines_is_one(end: str) -> None:
    assert plain(f"A{end}# B") == r"A \# B"


def test_no_name_is_a_block_of_code() -> None:
    assert plain("    x") == "x"


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_escaping_loses_nothing(text: str) -> None:
    assert as_read(plain(text)) == text.lstrip()


def test_bullets_are_lines_of_plain_text() -> None:
    assert bullets(["a*", "b\nc"]) == "- a\\*\n- b c"
