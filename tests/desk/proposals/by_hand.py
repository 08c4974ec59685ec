"""Rules of a pair as somebody with the database at hand would write them."""

from casebook.book import Casebook
from casebook.records import PairRule
from desk.proposals.pair_rules import put_rule


def set_rule(book: Casebook, rule: PairRule) -> int:
    with book.writing("set pair rule") as writer:
        return put_rule(writer, rule)
