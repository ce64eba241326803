"""The recipe's own figures: how many of a preset's takes passed on det, and the mean seconds of a frame."""

from __future__ import annotations

from studio.episode.sweep_table import CountTable, PassCount, SweepPreset

RECIPE = CountTable(
    (SweepPreset("A", {"width": 1024, "height": 768, "steps": 20}),
     SweepPreset("B", {"width": 512, "height": 768, "steps": 20}),
     SweepPreset("C", {"width": 1024, "height": 768, "steps": 12}),
     SweepPreset("D", {"width": 512, "height": 768, "steps": 12})),
    (PassCount(3, 30, 8.23), PassCount(11, 30, 4.13), PassCount(1, 30, 6.03), PassCount(20, 30, 4.06)),
)
MINI_TEST = PassCount(26, 50)
"""D again."""
EARLIER_EPISODE = PassCount(52, 100)
"""Before the sweep, its preset not stated, probably A."""
