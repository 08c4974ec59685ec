"""`sonae find`: the search of the pages, on the command line."""

from dataclasses import replace
from datetime import date

from casebook.records import AccessLog, Facility, Person, RegionalIssue
from ui.settings import casebook


def test_a_record_of_a_register_is_found_with_the_address_that_opens_it(filled):
    with casebook().writing("test") as writer:
        key = writer.add(
            RegionalIssue(title="夜の受入れが足りない", theme="housing", raised_on=date(2026, 5, 1), ward="泉区")
        )
    [issue] = filled.json("find", "夜", "泉区")
    assert (issue["kind"], issue["id"], issue["name"], issue["where"]) == (
        "regional_issue",
        key,
        "夜の受入れが足りない",
        "泉区",
    )
    assert issue["address"].endswith(f"/meetings?view=issues&issue={key}")
    assert "地域課題" in filled.ok("find", "夜")


def test_people_and_facilities_are_found_with_the_address_of_their_page(filled):
    book = casebook()
    with book.writing("test") as writer:
        writer.change(replace(book.one(Person, 1), real_name="斎藤 花", kana="さいとう はな", ward="青葉区"))
        site = writer.add(
            Facility(source="manual", service_code="24", service_name="短期入所", name="さいとう苑", city="仙台市")
        )
    code = book.one(Person, 1).code_name
    person, facility = filled.json("find", "サイトウ")
    assert (person["kind"], person["id"], person["name"], person["where"]) == ("person", 1, code, "青葉区")
    assert person["address"].endswith("/person?id=1")
    assert (facility["kind"], facility["id"], facility["address"].rpartition("/")[2]) == (
        "facility",
        site,
        f"facility?id={site}",
    )
    told = filled.ok("find", "齋藤", "花")
    assert code in told
    assert "さいとう苑" not in told
    assert "見つかりません" in filled.ok("find", "いない人")
    assert [one.detail for one in book.all(AccessLog, kind="search")] == [
        {"command": "find", "found": found} for found in (2, 1, 0)
    ]
