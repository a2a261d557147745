"""Searches: from a parsed query to photos in their order."""
