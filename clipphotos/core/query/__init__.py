"""The language of searches: what a person types, as a tree; no files, no library."""
