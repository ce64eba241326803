"""The decline of identity over the turn of a source, by the real analyzer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.identity_reach import filed_reach, measure_reach
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, change_episode, open_or_create
from tests.jobs.test_generate_takes import ignore


@pytest.mark.shared
def test_the_splat_heads_identity_falls_as_it_turns(shared: Path, face_pack: Path, tmp_path: Path) -> None:
    with open_or_create(tmp_path / "a.episode", ignore) as store:
        change_episode(store, EpisodeChanges(
            references=[ReferenceInput(shared / "faces" / "person_a_1.jpg")], analyzer="insightface",
            face_pack=str(face_pack), source=shared / "media" / "splat_head_orbit_512_24fps_7s.mp4"), ignore)
        scorer(store)
        measure_reach(store, ignore, JobControl())
        reach = filed_reach(store)
        assert reach is not None
        assert reach.count > 40
        assert reach.at(np.array([0.0]))[0] == 1.0
        assert 0.6 < reach.at(np.array([49.0]))[0] < 0.8       # 0.67 as measured on this orbit
        runs = store.stages.count("yaw reach")
        measure_reach(store, ignore, JobControl())
        assert store.stages.count("yaw reach") == runs
        store.change_settings({"references": ()})
        assert filed_reach(store) is None       # measured for another identity


def scorer(store: EpisodeStore) -> None:
    store.scores.set_scorer("insightface", "1", "somebody")
