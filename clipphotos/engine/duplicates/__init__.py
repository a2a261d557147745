"""Duplicates and look-alikes: finding, grouping, merging."""
