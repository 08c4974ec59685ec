"""`sonae succeed`: pairs listed, moved, taken back; and previews that say which offices they are about."""

import pytest

from casebook.records import Facility, FacilityCondition, Stay
from geodata.sources.wamnet import COLUMNS

ROW = {
    "都道府県コード又は市区町村コード": "04100", "サービス種別": "短期入所", "事業所の名称": "もみじ",
    "事業所番号": "0415100001", "事業所住所(市区町村)": "宮城県仙台市青葉区", "事業所住所(番地以降)": "本町3-7-1",
    "事業所緯度": "38.26", "事業所経度": "140.87", "定員": "4",
}  # fmt: skip


def edition(shell, name, *changes):
    rows = [{**ROW, "NO(※システム内の固有の番号、連番)": str(at), **change} for at, change in enumerate(changes)]
    lines = [",".join(COLUMNS), *(",".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    return shell.write(name, "\r\n".join(lines) + "\r\n")


KEPT = {"事業所番号": "0415100005", "事業所の名称": "けやき", "事業所住所(番地以降)": "中央1-1"}


@pytest.fixture
def followed(shell, book):
    """Return a shell whose casebook has an office that came back under another number, and what was entered of it."""
    shell.ok("import", "wamnet", edition(shell, "a_24.csv", {}, KEPT), "--commit")
    old = book.all(Facility)[0].id
    with book.writing("asked") as writer:
        writer.add(FacilityCondition(facility_id=old, offers_trial=True, emergency_policy="always"))
    file = edition(shell, "b_24.csv", {"事業所番号": "0415100009"}, {**KEPT, "定員": "5"})
    shell.told = shell.json("import", "wamnet", file, "--commit")
    shell.file = file
    return shell


def test_a_preview_says_which_offices_are_new_changed_and_missing_and_who_may_follow_whom(followed):
    records = followed.told["records"]
    assert [one["office_number"] for one in records["new"]] == ["0415100009"]
    assert [one["office_number"] for one in records["missing"]] == ["0415100001"]
    (changed,) = records["changed"]
    assert (changed["name"], changed["differences"]) == ("けやき", [{"field": "capacity", "old": 4, "new": 5}])
    (pair,) = followed.told["successors"]
    assert (pair["old"]["office_number"], pair["new"]["office_number"]) == ("0415100001", "0415100009")
    assert pair["same"] == ["address", "name"]
    told = followed.ok("import", "wamnet", followed.file)
    assert "0415100001" in told
    assert "sonae succeed 1 3" in told


def test_the_pairs_are_listed_and_one_is_moved_by_number_and_taken_back(followed, book):
    (pair,) = followed.json("succeed")
    assert (pair["old"]["id"], pair["new"]["id"]) == (1, 3)
    assert "sonae succeed 1 3" in followed.ok("succeed")
    assert followed.json("succeed", "0415100001", "0415100009")["moved"] == {"facility_condition": 1}
    assert [one.facility_id for one in book.all(FacilityCondition)] == [3]
    assert followed.json("succeed") == []
    assert followed.json("succeed", "1", "3", "--undo")["undone"]
    assert [one.facility_id for one in book.all(FacilityCondition)] == [1]
    assert followed.json("succeed", "1", "--keep") == {"closed": 1}
    assert followed.json("succeed") == []
    assert book.all(Stay) == []


def test_what_cannot_be_moved_is_said(followed):
    assert followed.fails("succeed", "1")
    assert followed.fails("succeed", "9999", "3")
    assert followed.fails("succeed", "2", "3")
    assert followed.fails("succeed", "1", "3", "--undo")


def test_an_office_that_is_gone_stands_last_in_the_evening_and_says_so(followed):
    lines = followed.json("emergency")["lines"]
    assert [line["facility"] for line in lines][-1] == 1
    assert lines[-1]["policy_met"]
    assert (lines[-1]["missing_since"], lines[0]["missing_since"]) == ("2026-11-22", None)
    assert "公表データに掲載なし" in followed.ok("emergency")
