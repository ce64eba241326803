"""From the takes of a sweep to what the lab analyses."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep, SweepArm
from studio.episode.sweep_table import SettingValue, SweepPreset, SweepTable
from studio.episode.thresholds import STRICT_DET
from studio.identity.yaw_reach import YawReach
from studio.jobs.identity_reach import filed_reach
from studio.jobs.sweep_takes import SweepTakes, load_sweep

IDENTITY_AT_FRONT = "identity_at_front"
"""The score `identity` with what the take's yaw takes from it given back: see `identity.yaw_reach`."""

_NO_SETTINGS = ("prompt", "negative_prompt", "options")


def strict_limit(store: EpisodeStore) -> float:
    """The det from which on a take passes: the episode's threshold, the recipe's where it is off."""
    det = store.settings.thresholds.det
    return STRICT_DET if det is None else det


def read_sweep_table(store: EpisodeStore, sweep: Sweep) -> SweepTable:
    """What was measured of a sweep, by the analyzer that scored last."""
    return sweep_table(load_sweep(store, sweep), strict_limit(store), filed_reach(store))


def sweep_table(takes: SweepTakes, det: float, reach: YawReach | None) -> SweepTable:
    """The table of these takes; `det` is the strict limit, `reach` how identity declines with the yaw, where known."""
    scores = {name: values for name, values in {**takes.scores, **takes.measures}.items() if not np.isnan(values).all()}
    if reach is not None and {"identity", "yaw"} <= scores.keys():
        scores[IDENTITY_AT_FRONT] = reach.allowed_for(scores["identity"], scores["yaw"])
    return SweepTable(tuple(_preset(arm) for arm in takes.sweep.arms), takes.frames, _passed(takes, det), scores,
                      takes.seconds, takes.analyzer)


def _passed(takes: SweepTakes, det: float) -> NDArray[np.float64]:
    """1 or 0; a picture without a face fails; NaN where it was not measured."""
    found = takes.scores["det"]
    passed = np.where(np.isnan(found), np.nan, (found >= det).astype(np.float64))
    return np.where(takes.scored & (takes.scores["faces"] == 0), 0.0, passed)


def _preset(arm: SweepArm) -> SweepPreset:
    """Of settings that nobody knows of imported pictures, none."""
    known = {} if arm.settings is None else asdict(arm.settings)
    values: dict[str, SettingValue] = {name: value for name, value in known.items() if name not in _NO_SETTINGS}
    return SweepPreset(arm.label, values)
