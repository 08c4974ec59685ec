"""Where a map was moved to and which layers lie beneath it, kept in the page's address."""
