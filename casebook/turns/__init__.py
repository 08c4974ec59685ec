"""Who waits for whom when several write at once: as many as can side by side, and nobody for ever.

``about`` is what a change rests on (PostgreSQL), ``queue`` the order in which writers of one file come (SQLite).
"""
