"""Workspace Review: grid, histograms, loupe, compare."""
