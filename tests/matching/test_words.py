"""The words: both languages complete, and a word for every code that matching can return."""

import ast
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import matching
from matching import words
from matching.pairs.costs import TERMS
from matching.pairs.rules import RULES

MODULES = sorted(Path(matching.__file__).parent.rglob("*.py"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", words.WORDS)
def test_both_languages_say_something_with_the_same_placeholders(code: str) -> None:
    japanese, english = words.WORDS[code]
    assert japanese.strip()
    assert english.isprintable()
    assert placeholders(japanese) == placeholders(english)


def test_no_code_is_given_twice() -> None:
    modules = [import_module(f"matching.{path.stem}") for path in MODULES if path.stem.endswith("_words")]
    parts = [[value for name, value in vars(module).items() if name.endswith("_WORDS")] for module in modules]
    catalogues = [part or [module.WORDS] for part, module in zip(parts, modules, strict=True)]
    assert sum(len(one) for part in catalogues for one in part) == len(words.WORDS)


def test_every_rule_and_term_has_its_words() -> None:
    for rule in RULES:
        assert f"rule.{rule.code}" in words.WORDS
        assert (f"removed.{rule.code}" in words.WORDS) or rule.code == "missing_from_edition"
        if rule.negotiable and rule.code != "missing_from_edition":
            assert f"refused.{rule.code}" in words.WORDS
    assert {f"term.{name}" for name in TERMS} <= set(words.WORDS)


def test_every_error_raised_anywhere_has_a_sentence_with_its_parameters() -> None:
    raised = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                code = node.exc.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    raised.append((code.value, {keyword.arg for keyword in node.exc.keywords}))
    assert len(raised) > 20
    for code, given in raised:
        assert placeholders(words.WORDS[code][0]) <= given, code
