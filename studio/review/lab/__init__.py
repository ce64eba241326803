"""The evidence lab: what a sweep shows and what it does not.

Imports scipy and statsmodels, so it is imported where a sweep is read, not before.
"""
