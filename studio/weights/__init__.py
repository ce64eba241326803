"""Model files: what is needed, its licence, where it lies, how it is checked."""
