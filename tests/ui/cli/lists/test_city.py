"""`sonae facilities` and `sonae people`."""

import pytest

FACILITY_KEYS = {"id", "office_number", "service_code", "name", "ward", "lat", "lon", "capacity"}


def test_a_name_that_looks_like_markup_is_printed_as_it_is(filled):
    filled.ok("import", "people", filled.write("more.csv", "仮名\n[bold]B-001[/bold]\n[/nonsense]\n"), "--commit")
    told = filled.ok("people")
    assert "[bold]" in told
    assert "[/nonsense]" in told


def test_facilities_are_listed_with_unknown_as_null(filled):
    rows = filled.json("facilities", "--service", "24")
    assert all(set(row) >= FACILITY_KEYS for row in rows)
    assert [(row["office_number"], row["capacity"]) for row in rows] == [("0415100001", 4), ("0415100002", None)]
    assert {row["ward"] for row in rows} == {"青葉区"}
    assert {(row["lat"], row["lon"], row["vacancy"]) for row in rows} == {(None, None, None)}
    assert filled.json("facilities", "--service", "33") == []
    assert "24" in filled.ok("facilities", "--service", "33")


def test_people_are_listed_with_what_is_known(filled):
    rows = filled.json("people")
    assert [row["code_name"] for row in rows] == [f"A-{number:03}" for number in range(1, 8)]
    assert [row["consent_valid"] for row in rows] == [True] * 6 + [False]
    assert {row["medical_care"] for row in rows} == {None}


def test_lists_for_people_are_in_their_words(filled):
    told = filled.ok("facilities")
    assert "定員" in told
    assert "4.0" not in told
    told = filled.ok("people")
    assert "支援中" in told
    assert not {"active", "True", "code_name"} & set(told.split())


@pytest.mark.parametrize("words", [["facilities"], ["people"]])
def test_an_empty_list_is_an_empty_list(shell, words):
    assert shell.json(*words) == []
    shell.ok(*words)
