"""Files of any kind, whoever made them, into tables, cells and shapes: encodings, archives, limits."""
