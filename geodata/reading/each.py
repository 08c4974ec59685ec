"""The door by which readers take what somebody hands over: folders and archives opened, each file read apart."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from geodata.findings import Finding, UnreadableFile, unreadable
from geodata.reading.apart import apart
from geodata.reading.files import NamedBytes, Source, is_archive, is_wanted, members, open_whole, sources_of
from geodata.reading.limits import MAX_BYTES

T = TypeVar("T")


def read_each(
    sources: Source | Iterable[Source],
    suffixes: Collection[str],
    read: Callable[[NamedBytes], T],
    max_bytes: int = MAX_BYTES,
    *,
    unpack: bool = True,
) -> tuple[list[T], list[Finding]]:
    """Apply `read` to every file in `sources`: files, folders, and the members of .zip archives.

    Of a folder its own files are read; where it has none, those of the folders in it (a folder a prefecture). Each file,
    and each archive with all that is in it, is read in a process of its own with bounds (`apart`).

    Parameters
    ----------
    sources
        Paths and uploads.
    suffixes
        Which files of a folder or an archive are meant, such as ``{".csv"}``; a file named directly is always read.
    read
        Reads one file; a function of a module, or a `functools.partial` of one, since it is sent to another process.
    max_bytes
        Limit for each file, and for each member of an archive.
    unpack
        Whether to open .zip archives; otherwise `read` gets them whole.

    Returns
    -------
    results, problems
        A file that cannot be read does not stop the others: it becomes a problem.

    Raises
    ------
    UnreadableFile
        Not one file could be read; the first reason is given.
    """
    results: list[T] = []
    failures: list[UnreadableFile] = []
    for source in _unfolded(sources, suffixes, failures):
        name = source.name if isinstance(source, NamedBytes) else Path(source).name
        whole = source if isinstance(source, NamedBytes) else os.path.abspath(source)  # noqa: PTH100 - links stay links
        try:
            read_here, problems = apart(name, read_one, whole, frozenset(suffixes), read, max_bytes, unpack)
        except UnreadableFile as failure:
            failures.append(failure)
        else:
            results += read_here
            failures += [UnreadableFile(problem) for problem in problems]
    if failures and not results:
        raise failures[0]
    return results, [failure.problem for failure in failures]


def read_one(
    source: Source, suffixes: Collection[str], read: Callable[[NamedBytes], T], max_bytes: int, unpack: bool
) -> tuple[list[T], list[Finding]]:
    """Read one file, or all members of one archive, in this process; what cannot be read becomes a problem.

    Raises
    ------
    UnreadableFile
        The file, or the archive as a whole, cannot be read.
    """
    file = open_whole(source, max_bytes)
    if not (unpack and is_archive(file)):
        return [read(file)], []
    results, problems = [], []
    for member in members(file, suffixes, max_bytes):
        try:
            if not member.data:
                raise unreadable(member.name, "file.empty")
            results.append(read(member))
        except UnreadableFile as failure:
            problems.append(failure.problem)
    return results, problems


def _unfolded(
    sources: Source | Iterable[Source], suffixes: Collection[str], failures: list[UnreadableFile]
) -> Iterator[Source]:
    for source in sources_of(sources):
        if isinstance(source, NamedBytes) or not Path(source).is_dir():
            yield source
            continue
        folder = Path(source)
        try:
            inside = _inside(folder, {*suffixes, ".zip"})
        except OSError as error:
            failures.append(unreadable(Path(error.filename or folder).name, "file.not_allowed"))
            continue
        if not inside:
            failures.append(unreadable(folder.resolve().name, "file.folder_empty", suffixes=" ".join(sorted(suffixes))))
        yield from inside


def _inside(folder: Path, suffixes: Collection[str]) -> list[Path]:
    entries = sorted(folder.iterdir())
    files = [path for path in entries if is_wanted(path.name, suffixes) and not path.is_dir()]
    deeper = (path for path in entries if path.is_dir() and not path.is_symlink() and not path.name.startswith("."))
    return files or [path for inner in deeper for path in _inside(inner, suffixes)]
