"""Asking a photo in the window: questions and answers beside it, and a heat map over it."""
