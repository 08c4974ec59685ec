"""What was done, and that nobody rewrote it: notes of what changes no record, the chain of both logs, its proof."""
