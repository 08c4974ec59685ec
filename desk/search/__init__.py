"""One search over people, facilities and registers, by whatever somebody remembers of them; and files likely of one person."""

from desk.search.doubles import Double, doubles, likely_the_same
from desk.search.registers import Registered
from desk.search.search import MOST, Directory, Found, read_directory, search
from desk.search.told import of_facility, of_person, of_registered, where

__all__ = [
    "MOST",
    "Directory",
    "Double",
    "Found",
    "Registered",
    "doubles",
    "likely_the_same",
    "of_facility",
    "of_person",
    "of_registered",
    "read_directory",
    "search",
    "where",
]
