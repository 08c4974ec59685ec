"""One search over people and facilities, by whatever somebody remembers of them; and files that are likely of one person."""

from desk.search.doubles import Double, doubles, likely_the_same
from desk.search.search import MOST, Directory, Found, read_directory, search
from desk.search.told import of_facility, of_person, where

__all__ = [
    "MOST",
    "Directory",
    "Double",
    "Found",
    "doubles",
    "likely_the_same",
    "of_facility",
    "of_person",
    "read_directory",
    "search",
    "where",
]
