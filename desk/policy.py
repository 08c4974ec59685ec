"""The policy by which the desk judges: the city's own or the standard one, or a file's; with another aim or weights."""

from pathlib import Path

from matching import policy as model
from matching.policy import AIMS, Policy, aiming

__all__ = ["AIMS", "Policy", "aiming", "load_policy", "use_policy"]


class _City:
    """What the process was told when it started."""

    policy: Path | None = None


def use_policy(path: Path | None) -> None:
    """Judge by the city's own policy file from now on; by the standard one if None."""
    _City.policy = path


def load_policy(path: Path | None = None) -> Policy:
    """Read and check a policy file; if none is named the city's own, else the standard one.

    Raises
    ------
    PolicyError
        As `matching.policy.load_policy`.
    """
    return model.load_policy(path or _City.policy)
