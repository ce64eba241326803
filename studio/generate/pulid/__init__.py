"""PuLID for FLUX: from reference pictures to the identity that a transformer attends to."""
