"""Files to pixels and metadata: hashing, decoding, capture facts and thumbnails."""
