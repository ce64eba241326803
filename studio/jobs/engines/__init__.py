"""Engines in environments of their own: which were added, and how one of them is run."""
