"""Workspace Timeline: loop, tracks, playback."""
