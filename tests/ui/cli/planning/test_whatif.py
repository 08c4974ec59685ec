"""`sonae whatif`."""

from casebook.records import Facility, Person


def test_two_values_for_the_same_are_asked_about(demo_shell):
    for option, one, other in (("--places", "1=1", "1=2"), ("--tier", "S-002=1", "S-002=3")):
        assert other in demo_shell.fails("whatif", option, one, option, other)
        assert demo_shell.ok("whatif", option, one, option, one)


def test_numbers_that_cannot_be_are_told_by_name(demo_shell, book):
    site, person = book.all(Facility)[0], book.all(Person)[0]
    said = demo_shell.fails("whatif", "--places", f"{site.id}=-1")
    assert f"「{site.name}」" in said
    said = demo_shell.fails("whatif", "--tier", f"{person.id}=9")
    assert f"「{person.code_name}」" in said


def test_whatif_prints_both_plans_and_who_changes(demo_shell):
    document = demo_shell.json("whatif", "--tier", "S-002=1", "--stay-close", "50")
    assert {"old", "new", "changes", "gains", "loses", "edits", "assignments"} <= set(document)
    assert document["new"]["placed_by_tier"]["1"] == document["old"]["placed_by_tier"]["1"] + 1
    assert "S-002" in demo_shell.ok("whatif", "--tier", "S-002=1")


def test_a_wrong_whatif_is_a_sentence_and_writes_nothing(demo_shell):
    for option in (
        ("--lock", "x"),
        ("--lock", "nobody:1"),
        ("--places", "1=many"),
        ("--places", "1=-1"),
        ("--tier", "S-002=9"),
        ("--weight", "unconfirmed=half"),
        ("--confirm", "1:wheelchair=maybe"),
        ("--stay-close", "-4"),
        ("--period", "2027-13"),
    ):
        assert demo_shell.fails("whatif", *option).strip()
