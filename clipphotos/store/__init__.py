"""The catalogue, which is the truth, and the vectors, which are a cache of it."""
