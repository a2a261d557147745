"""Asking a photo: questions in words become captions, and captions compete. No files, no models."""
