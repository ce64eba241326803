"""How finishing tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with (done, in all): frames where it is pictures that are read or made, samples where it is sound. Raise from it
to cancel: nothing is left behind."""
