"""The page of methods: its numbers first, what they mean folded, whole in both languages."""

import pytest

from matching.policy import STANDARD, load_policy
from tests.ui.conftest import as_read, facts, show, tables
from ui import settings as settings_module
from ui.pages.method import RECORD, SECTIONS
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_method_says_its_numbers_and_folds_what_they_mean(demo, language):
    page = show("method", language)
    assert [one.value for one in page.subheader] == [say(f"method.head_{name}", language) for name in SECTIONS]
    folded = ["\n".join(as_read(part.value) for part in one.markdown) for one in page.expander]
    assert len(folded) == len(SECTIONS)
    assert all(folded)
    policy = load_policy()
    [weights] = tables(page)
    assert list(weights.iloc[:, 1]) == list(policy.weights.as_dict().values())
    assert policy.sha256 in folded[list(SECTIONS).index("policy")]
    told = facts(page)
    assert told[say("method.record", language)] == RECORD
    assert told[say("method.waits", language)] == str(policy.scope.tier_1_waits_at_most)


def test_a_policy_that_promises_nothing_says_so(demo, tmp_path, monkeypatch):
    path = tmp_path / "city.toml"
    told = STANDARD.read_text(encoding="utf-8").replace("tier_1_waits_at_most = 2", "tier_1_waits_at_most = 0")
    path.write_text(told, encoding="utf-8")
    monkeypatch.setenv("SONAE_POLICY", str(path))
    settings_module.settings.cache_clear()
    assert facts(show("method"))[say("method.waits", "ja")] == say("method.not_set", "ja")
