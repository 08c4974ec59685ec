"""What lets a page begin with its answer."""
