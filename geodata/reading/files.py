"""The one place that opens what a user hands over: files, folders and archives, within limits, as bytes or text."""

import gc
import os
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from geodata.findings import UnreadableFile, unreadable
from geodata.reading.limits import MAX_BYTES, MAX_MEMBERS, MAX_UNPACKED, MEGABYTE

_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL
)
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_EXCEL_97 = b"\xd0\xcf\x11\xe0"
_OTHER_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite format 3")
# What the three decoders call a text that ends inside a character.
_ENDED_INSIDE = {"unexpected end of data", "incomplete multibyte sequence", "truncated data"}


@dataclass(frozen=True)
class NamedBytes:
    """The content of one file, with the name its user knows it by (an upload, or what was read from disk).

    `folders` are the folders it was read from, outermost first, for formats that keep meaning there.
    """

    name: str
    data: bytes
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decoded:
    """Text of a file, the encoding it was in, and whether it breaks off inside a character."""

    text: str
    encoding: str
    cut: bool


Source = str | os.PathLike[str] | NamedBytes


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector from running inside.

    A reader makes hundreds of thousands of objects and no cycles; the collector would look through all of them,
    again and again, for nothing (a tenth of the time of reading).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sources_of(sources: Source | Iterable[Source]) -> list[Source]:
    """Return one source or many as a list."""
    if isinstance(sources, (str, os.PathLike, NamedBytes)):
        return [sources]
    return list(sources)


def open_whole(source: Source, max_bytes: int = MAX_BYTES) -> NamedBytes:
    """Read one file; one that is too large is refused before it is read.

    What is not a plain file (a pipe, a device) is none to read: it might never end.

    Raises
    ------
    UnreadableFile
        The file is not there, may not be read, is larger than `max_bytes`, or is empty.
    """
    if isinstance(source, NamedBytes):
        named, size = source, len(source.data)
    else:
        path = Path(source)
        try:
            size = path.stat().st_size
            if not path.is_file():
                raise unreadable(path.name, "file.not_allowed")
            data = path.read_bytes() if size <= max_bytes else b""
            named = NamedBytes(path.name, data, path.resolve().parts[1:-1])
        except FileNotFoundError:
            raise unreadable(path.name, "file.not_found") from None
        except OSError:
            raise unreadable(path.name, "file.not_allowed") from None
    if size > max_bytes:
        raise unreadable(named.name, "file.too_large", megabytes=size // MEGABYTE, limit=max_bytes // MEGABYTE)
    if not named.data:
        raise unreadable(named.name, "file.empty")
    return named


def is_archive(file: NamedBytes) -> bool:
    """Say whether `file` is a .zip (a workbook is one too, but is not called so)."""
    return file.data.startswith((_ZIP, _EMPTY_ZIP)) and file.name.lower().endswith(".zip")


def members(archive: NamedBytes, suffixes: Collection[str], max_bytes: int = MAX_BYTES) -> Iterator[NamedBytes]:
    """Yield the members of a .zip that end in one of `suffixes`, in memory, one at a time.

    Raises
    ------
    UnreadableFile
        The archive is damaged, locked, has too many members, one that unpacks beyond `max_bytes` (a zip
        bomb), or too much in all.
    """
    with _opened(archive) as unpacked:
        infos = [info for info in unpacked.infolist() if is_wanted(info.filename, suffixes)]
        if len(infos) > MAX_MEMBERS:
            raise unreadable(archive.name, "zip.too_many", count=len(infos), limit=MAX_MEMBERS)
        if not infos:
            raise unreadable(archive.name, "zip.nothing_inside", suffixes=" ".join(sorted(suffixes)))
        left = MAX_UNPACKED
        too_much = unreadable(archive.name, "zip.too_large", limit=MAX_UNPACKED // MEGABYTE)
        if sum(info.file_size for info in infos) > left:
            raise too_much
        for info in sorted(infos, key=lambda info: info.filename):
            data = _unpack(archive.name, unpacked, info, max_bytes)
            left -= len(data)
            if left < 0:  # the directory of the archive may lie about sizes
                raise too_much
            yield NamedBytes(f"{archive.name}/{info.filename}", data, PurePosixPath(info.filename).parts[:-1])


def _opened(archive: NamedBytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(archive.data), metadata_encoding="cp932")
    except UnicodeDecodeError:
        return zipfile.ZipFile(BytesIO(archive.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise unreadable(archive.name, "zip.damaged") from None


def is_wanted(name: str, suffixes: Collection[str]) -> bool:
    """Say whether a file of a folder or an archive is one of those meant; hidden ones are not."""
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and path.suffix.lower() in suffixes


def _unpack(archive: str, unpacked: zipfile.ZipFile, info: zipfile.ZipInfo, max_bytes: int) -> bytes:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in info.filename:
        raise unreadable(archive, "zip.bad_name", member=info.filename)
    if info.flag_bits & 0x1:
        raise unreadable(archive, "zip.locked", member=info.filename)
    too_large = unreadable(archive, "zip.member_too_large", member=info.filename, limit=max_bytes // MEGABYTE)
    if info.file_size > max_bytes:
        raise too_large
    try:
        with unpacked.open(info) as stream:
            data = stream.read(max_bytes + 1)
    except Exception:  # noqa: BLE001 - zlib, bz2, lzma and zipfile each raise their own for a damaged member
        raise unreadable(archive, "zip.damaged") from None
    if len(data) > max_bytes:  # the directory of the archive may lie about sizes
        raise too_large
    return data


def decode(file: NamedBytes) -> Decoded:
    """Turn the bytes of a text file into text: UTF-8 with or without BOM, UTF-16 with BOM, else CP932.

    Raises
    ------
    UnreadableFile
        The content is a workbook, another binary, a web page, or in none of these encodings.
    """
    data = file.data
    if data.startswith((_ZIP, _EXCEL_97)):
        raise unreadable(file.name, "file.workbook_not_csv")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        decoded = _decoded(file, "utf-16")
    elif data.startswith(_OTHER_BINARY) or data[:4096].count(0) > len(data[:4096]) // 10:
        raise unreadable(file.name, "file.binary")
    else:
        decoded = _decoded(file, "utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else _guessed(file)
    # Two programs may each have put a mark at the start; a heading in quotes would no longer be in quotes.
    decoded = replace(decoded, text=decoded.text.lstrip("\ufeff"))
    if not decoded.text or decoded.text.isspace():
        raise unreadable(file.name, "file.empty")
    if _HTML.match(decoded.text[:4096]):
        raise unreadable(file.name, "file.html_not_csv")
    return decoded


def _guessed(file: NamedBytes) -> Decoded:
    try:
        decoded = _decoded(file, "utf-8")
    except UnreadableFile:
        return _decoded(file, "cp932")
    # With nothing but ASCII before it, a broken last character may as well be a whole one of CP932.
    return _decoded(file, "cp932") if decoded.cut and decoded.text.isascii() else decoded


def _decoded(file: NamedBytes, encoding: str) -> Decoded:
    try:
        return Decoded(file.data.decode(encoding), encoding, cut=False)
    except UnicodeDecodeError as error:
        # A download that broke off may end inside a character: at most three bytes of it.
        if error.reason in _ENDED_INSIDE:
            complete = file.data[: error.start + len(file.data) - len(error.object)]
            return Decoded(complete.decode(encoding), encoding, cut=True)
        line = file.data[: error.start].count(b"\n") + 1
        raise unreadable(file.name, "file.encoding_unknown", line=line) from None
