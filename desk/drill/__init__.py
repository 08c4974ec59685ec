"""Whether a copy of the casebook could be worked with tomorrow: it is brought back aside, and looked through."""

from desk.drill.drill import fault_of, last_drill, proven_copy, run_drill, told_of

__all__ = ["fault_of", "last_drill", "proven_copy", "run_drill", "told_of"]
