"""The commands of the workspace Review."""

from __future__ import annotations

from studio.ui.actions import ActionSpec

SPECS: tuple[ActionSpec, ...] = ()
