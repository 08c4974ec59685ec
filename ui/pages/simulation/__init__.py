"""The simulation page and its pieces."""
