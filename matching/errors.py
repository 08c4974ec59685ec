"""The errors of this pillar, each with the message that a page says in either language."""

from words.message import SonaeError


class MatchingError(SonaeError, ValueError):
    """Something that matching was given, or found, is wrong."""


class ProblemError(MatchingError):
    """The people, facilities or distances handed in are not a valid problem."""


class PolicyError(MatchingError):
    """A policy file cannot be read, or holds a value that is not allowed."""


class ConstraintError(MatchingError):
    """What a plan is told to keep cannot be kept."""


class ScenarioError(MatchingError):
    """A scenario names what does not exist, or changes something to an impossible value."""


class SolverError(MatchingError):
    """A solver failed, or its result is not an optimum."""


class RecordError(MatchingError):
    """A plan record is malformed, or does not hold what it claims."""


class OutOfTimeError(MatchingError):
    """The time limit is used up; what is proven so far stands."""

    def __init__(self) -> None:
        super().__init__("solver.out_of_time")
