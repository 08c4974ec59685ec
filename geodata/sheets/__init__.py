"""Sheets that people fill in: the empty template, its columns, and what was written into it."""
