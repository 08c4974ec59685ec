"""Forms that are kept while they are typed."""
