"""Lists whose rows open records: what is in them, and what the browser makes of it (`browser/`)."""
