"""The `sonae` command: one module a group of commands."""

import gc

COLLECT_AT = 200_000, 20, 100
"""After how many new objects the cycle collector looks at the young, the middle-aged and the old."""

# Before the libraries are loaded: a process that lives for seconds need not look through all of their code, and all
# records, whenever some hundred objects more were made.
gc.set_threshold(*COLLECT_AT)
