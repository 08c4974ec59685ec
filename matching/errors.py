"""The errors of this pillar: each carries a word code and its parameters, so that a page can say it in either language."""


class MatchingError(ValueError):
    """Something that matching was given, or found, is wrong.

    Parameters
    ----------
    code
        Key of the sentence in `matching.words.WORDS`.
    params
        Values of the placeholders of that sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}" if params else code)


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
