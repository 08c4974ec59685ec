"""Imports: preview what a file would change, then commit all of it or nothing."""

from desk.importing.areas.base_map import remove_base_layer
from desk.importing.kinds import KINDS, PUBLISHED, largest, preview
from desk.importing.made.taking_back import Imported, TakingBack, imports_made, take_back_import, taking_back
from desk.importing.preview import Difference, ImportPreview, RecordChange, commit
from desk.importing.templates import TEMPLATES, template_bytes, write_templates

__all__ = [
    "KINDS",
    "PUBLISHED",
    "TEMPLATES",
    "Difference",
    "ImportPreview",
    "Imported",
    "RecordChange",
    "TakingBack",
    "commit",
    "imports_made",
    "largest",
    "preview",
    "remove_base_layer",
    "take_back_import",
    "taking_back",
    "template_bytes",
    "write_templates",
]
