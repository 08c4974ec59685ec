"""The yearly review."""
