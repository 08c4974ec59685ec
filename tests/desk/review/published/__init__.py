"""The review for publication."""
