"""Readers of published formats, one module a format."""
