"""From picks and a voice to a finished file."""
