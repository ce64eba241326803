"""Full-Motion Studio: motion frames, a reference face and a voice in; a finished talking video out."""

__version__ = "0.1.0"
SOFTWARE = f"Full-Motion Studio {__version__}"
"""As files made by us name it."""
