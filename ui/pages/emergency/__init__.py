"""The emergency page and its pieces."""
