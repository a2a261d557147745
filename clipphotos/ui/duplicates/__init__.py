"""The page of duplicates: groups of photos of which one may be enough."""
