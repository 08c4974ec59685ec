"""`sonae why`."""

import pytest


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
