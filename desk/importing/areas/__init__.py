"""Imports of areas: what a newer edition replaces and retires, and what moves with it."""

from desk.importing.areas.outlines import preview_areas

__all__ = ["preview_areas"]
