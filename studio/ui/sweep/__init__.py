"""Sweeps in the workspace Review: table, plots, contact sheet, recommendation, blind comparison."""
