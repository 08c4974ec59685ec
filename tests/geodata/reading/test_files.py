"""Opening what users hand over: every way in which a file can be wrong has its own clear reason."""

import io
import zipfile
from operator import attrgetter
from pathlib import Path

import pytest

from geodata.findings import UnreadableFile
from geodata.reading.each import read_each
from geodata.reading.files import NamedBytes, decode, open_whole


def reason(call):
    with pytest.raises(UnreadableFile) as caught:
        call()
    return caught.value.problem.code


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/") + ".csv", data)
    return NamedBytes("handed.zip", stream.getvalue())


TEXT = "見出し,値\r\n仙台市,１\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_usual_encoding_is_read(encoding):
    decoded = decode(NamedBytes("a.csv", TEXT.encode(encoding)))
    assert decoded.text.lstrip("\ufeff") == TEXT
    assert not decoded.cut


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_a_file_that_ends_inside_a_character_is_read_up_to_it(encoding):
    decoded = decode(NamedBytes("a.csv", (TEXT + "仙").encode(encoding)[:-1]))
    assert decoded.cut
    assert decoded.text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><html><body>moved</body></html>", "file.html_not_csv"),
        ("\n <HTML lang='ja'><title>お探しのページ</title>".encode("cp932"), "file.html_not_csv"),
        (b"PK\x03\x04rest of a workbook", "file.workbook_not_csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", "file.workbook_not_csv"),
        (b"%PDF-1.7 ...", "file.binary"),
        (bytes(range(256)) * 2 + b"\x00" * 300, "file.binary"),
        (b"\xef\xbb\xbf", "file.empty"),
        (b" \r\n\r\n", "file.empty"),
        (TEXT.encode("cp932") + b"\x81 ,\r\n", "file.encoding_unknown"),
    ],
)
def test_what_is_no_csv_is_named_for_what_it_is(data, code):
    assert reason(lambda: decode(NamedBytes("a.csv", data))) == code


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024**2)
    monkeypatch.setattr(type(large), "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(UnreadableFile) as caught:
        open_whole(large)
    assert caught.value.problem.code == "file.too_large"
    assert caught.value.problem.params == {"megabytes": 200, "limit": 100}


def test_a_missing_and_an_empty_file_are_told_apart(tmp_path):
    (tmp_path / "empty.csv").touch()
    assert reason(lambda: open_whole(tmp_path / "no.csv")) == "file.not_found"
    assert reason(lambda: open_whole(tmp_path / "empty.csv")) == "file.empty"


def test_a_folder_gives_its_files_and_the_members_of_its_archives(tmp_path):
    (tmp_path / "b.csv").write_text("b")
    (tmp_path / "notes.txt").write_text("no")
    (tmp_path / "a.zip").write_bytes(archive(one="1", folder__two="2").data)
    results, problems = read_each(tmp_path, {".csv"}, attrgetter("name", "data"))
    assert results == [("a.zip/folder/two.csv", b"2"), ("a.zip/one.csv", b"1"), ("b.csv", b"b")]
    assert problems == []


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "bad.csv").write_text("<html>")
    (tmp_path / "good.csv").write_text("x\n")
    results, problems = read_each(tmp_path, {".csv"}, decode)
    assert [one.text for one in results] == ["x\n"]
    assert [(problem.file, problem.code) for problem in problems] == [("bad.csv", "file.html_not_csv")]
    assert reason(lambda: read_each(tmp_path / "bad.csv", {".csv"}, decode)) == "file.html_not_csv"


def test_a_folder_without_files_of_its_own_gives_those_of_the_folders_in_it(tmp_path):
    for prefecture, city in (("京都府", "a"), ("大阪府", "b")):
        (tmp_path / prefecture).mkdir()
        (tmp_path / prefecture / f"{city}.csv").write_bytes(b"1")
    results, _ = read_each(tmp_path, {".csv"}, attrgetter("folders", "name"))
    assert [(folders[-1], name) for folders, name in results] == [("京都府", "a.csv"), ("大阪府", "b.csv")]
    (tmp_path / "c.csv").write_bytes(b"1")
    assert read_each(tmp_path, {".csv"}, attrgetter("name"))[0] == ["c.csv"]


def test_a_second_mark_at_the_start_of_a_file_is_no_part_of_its_first_cell():
    assert decode(NamedBytes("a.csv", b"\xef\xbb\xbf" * 2 + b'"x"\n')).text == '"x"\n'


def test_an_empty_folder_says_so_by_name_from_wherever_it_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "leer"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for path in (folder, "."):
        with pytest.raises(UnreadableFile) as caught:
            read_each(path, {".csv"}, decode)
        assert (caught.value.problem.code, caught.value.problem.file) == ("file.folder_empty", "leer")


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UnreadableFile) as caught:
        read_each(tmp_path, {".csv"}, decode)
    assert (caught.value.problem.code, caught.value.problem.file) == ("file.not_allowed", tmp_path.name)


def test_a_zip_bomb_is_not_unpacked():
    bomb = archive(bomb=b"0" * 2_000_000)
    assert len(bomb.data) < 10_000
    assert reason(lambda: read_each(bomb, {".csv"}, decode, max_bytes=1_000_000)) == "zip.member_too_large"


def test_a_zip_whose_directory_lies_about_sizes_is_not_unpacked_beyond_them():
    bomb = archive(bomb=b"0" * 2_000_000)
    lying = bomb.data.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert reason(lambda: read_each(NamedBytes("handed.zip", lying), {".csv"}, decode, max_bytes=1_000_000)) in {
        "zip.damaged",
        "zip.member_too_large",
    }


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "C:\\evil.csv"])
def test_a_member_with_an_unsafe_name_is_refused(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(name, "x")
    assert reason(lambda: read_each(NamedBytes("a.zip", stream.getvalue()), {".csv"}, decode)) == "zip.bad_name"


def test_a_damaged_and_an_empty_archive_say_so():
    assert reason(lambda: read_each(NamedBytes("a.zip", b"PK\x03\x04junk"), {".csv"}, decode)) == "zip.damaged"
    assert reason(lambda: read_each(archive(), {".csv"}, decode)) == "zip.nothing_inside"
    assert reason(lambda: read_each(archive(one="1"), {".json"}, decode)) == "zip.nothing_inside"


def test_japanese_names_in_an_old_archive_are_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(zipfile.ZipInfo("XXXXXX.csv"), "1")
    renamed = stream.getvalue().replace(b"XXXXXX", "仙台市".encode("cp932"))
    results, _ = read_each(NamedBytes("a.zip", renamed), {".csv"}, attrgetter("name"))
    assert results == ["a.zip/仙台市.csv"]
