"""The policy by which the desk judges: the standard one or a file's, with another aim or other weights."""

from matching.policy import AIMS, Policy, aiming, load_policy

__all__ = ["AIMS", "Policy", "aiming", "load_policy"]
