"""Imports that were made: what each wrote, and taking one back."""
