"""Any record, by its columns: its values in words, fields to type them, and what was corrected of it."""
