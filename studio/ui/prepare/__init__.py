"""Workspace Prepare: identity, source, preset, voice, models."""
