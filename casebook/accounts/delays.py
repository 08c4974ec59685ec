"""How long nobody comes in after failed attempts: longer with each, by account and, bounded, by address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FOR_EVER = timedelta(days=36_500)


@dataclass(frozen=True)
class Patience:
    """How failed attempts are answered.

    Attributes
    ----------
    free
        As many pass without delay.
    first, longest
        The delay after one more; it doubles with each further one up to the longest.
    most
        So many, and nobody comes in until an administrator resets the account; None: no such end.
    forgotten
        After so long without another, they count no more.
    """

    free: int
    first: timedelta
    longest: timedelta
    most: int | None
    forgotten: timedelta

    def until(self, count: int, last_at: datetime) -> datetime | None:
        """Return until when nobody comes in; None if at once."""
        if self.most is not None and count >= self.most:
            return last_at + FOR_EVER
        if count <= self.free:
            return None
        doubled = self.first * (1 << min(count - self.free - 1, 20))
        return last_at + min(doubled, self.longest)

    def counts(self, last_at: datetime, now: datetime) -> bool:
        """Tell whether attempts still count."""
        return now - last_at < self.forgotten


OF_ACCOUNTS = Patience(4, timedelta(seconds=15), timedelta(hours=1), 100, timedelta(days=30))
"""NIST SP 800-63B-4, section 3.2.2: no more than 100 failures in a row, and delays that grow before."""
OF_ADDRESSES = Patience(20, timedelta(seconds=2), timedelta(minutes=1), None, timedelta(hours=12))
"""A whole office may come from one address: it is slowed down, and never shut out."""
MOST_KEPT = 10_000
"""Rows of failed attempts: of what is guessed at random, the oldest goes first."""
