"""`sonae why`."""

import docx
import pytest

from words.say import say


@pytest.mark.parametrize("words", [("S-002",), ("S-002", "1"), ("S-001",)])
def test_why_prints_one_json_document_with_both_languages(demo_shell, words):
    document = demo_shell.json("why", *words)
    assert set(document["reasons"]) == {"ja", "en"}
    assert ("alternatives" in document) == (len(words) == 1)
    assert demo_shell.ok("why", *words)


def test_why_tells_the_reasons_also_of_somebody_without_a_place(demo_shell):
    for row in demo_shell.json("plan")["unplaced"][:3]:
        reasons = demo_shell.json("why", row["person"])["reasons"]["ja"]
        told = demo_shell.ok("why", row["person"])
        assert reasons
        assert all(reason in told for reason in reasons)


def test_the_page_for_the_team_is_written_of_whoever_has_a_suggestion(demo_shell):
    plan = demo_shell.json("plan")
    demo_shell.ok("why", plan["assignments"][0]["person"], "--summary", "page.docx")
    assert docx.Document(demo_shell.folder / "page.docx").tables
    none = plan["unplaced"][0]["person"]
    assert say("cli.no_summary", "ja", person="")[-9:] in demo_shell.fails("why", none, "--summary", "page.pdf")
    assert "page.txt" in demo_shell.fails("why", none, "--summary", "page.txt")
