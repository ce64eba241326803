"""Workspace Generate: live preview, strip, queue, budget."""
