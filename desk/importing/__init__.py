"""Imports: preview what a file would change, then commit all of it or nothing."""

from desk.importing.kinds import KINDS, PUBLISHED, largest, preview
from desk.importing.preview import Difference, ImportPreview, RecordChange, commit
from desk.importing.templates import TEMPLATES, template_bytes, write_templates

__all__ = [
    "KINDS",
    "PUBLISHED",
    "TEMPLATES",
    "Difference",
    "ImportPreview",
    "RecordChange",
    "commit",
    "largest",
    "preview",
    "template_bytes",
    "write_templates",
]
