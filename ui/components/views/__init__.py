"""Views of lists that somebody keeps."""
