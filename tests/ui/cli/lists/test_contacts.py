"""`sonae contacts`."""

from datetime import date

from casebook.records import Contact
from ui.settings import casebook


def test_contacts_are_listed_between_two_days_and_counted_by_year(filled):
    with casebook().writing("test") as writer:
        for day in ("2026-03-31", "2026-04-01"):
            writer.add(
                Contact(person_id=1, contacted_on=date.fromisoformat(day), kind="visit", purpose="trial", note="秘密")
            )
    told = filled.json("contacts", "--from", "2026-03-01", "--to", "2026-04-30")
    assert [one["day"] for one in told["contacts"]] == ["2026-04-01", "2026-03-31"]
    assert (told["fiscal_year"], told["total"], told["by_kind"]["visit"][0]) == (2026, 1, 1)
    assert "秘密" not in str(told)
    assert "訪問" in filled.ok("contacts", "--from", "2026-04-01")
