"""Watched folders: which are there, what is in them, what happens to it."""
