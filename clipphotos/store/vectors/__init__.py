"""Nearest neighbours among one model's embeddings: a cache of the catalogue, always rebuildable."""
