"""The words of matching in both languages, gathered from its topics."""

from matching import error_words, plan_words, rule_words, scenario_words, schedule_words, simulation_words

WORDS: dict[str, tuple[str, str]] = {
    **rule_words.WORDS,
    **plan_words.WORDS,
    **scenario_words.WORDS,
    **schedule_words.WORDS,
    **simulation_words.WORDS,
    **error_words.WORDS,
}
"""Code -> (Japanese, English), templates for `str.format`; both hold the same placeholders."""
