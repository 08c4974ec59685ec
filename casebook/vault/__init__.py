"""What nobody reads without the key, whoever holds the database, its copies or the disk."""
