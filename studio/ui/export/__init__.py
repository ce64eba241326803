"""Workspace Export: targets, stages, result."""
