"""Charts, in one look."""
