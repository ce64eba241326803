"""`python -m tests.benchmarks.draft_takes`: what the draft engine's takes are worth, and what they cost.

By reference and source, 512x768, 12 steps, denoise 0.9: det of the takes beside that of the fitted frames, cosine to the
reference (identity) beside the frames' own, and seconds of one core a take. Test data as in tests.benchmarks.analysis.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.episode.take_request import Points, TakeSettings, round_points
from studio.generate.draft import DraftEngine
from studio.generate.placement import place
from studio.identity.analyzer import Analyzer
from studio.identity.measure import cosine
from studio.identity.open_analyzer import open_analyzer
from studio.media.pictures import read_picture
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from tests.generate.people import job, nothing

TESTDATA = Path(os.environ.get("STUDIO_TESTDATA", Path(__file__).parents[3] / "shared" / "testdata"))
REFERENCES = ("person_b.jpg", "person_a_2.jpg")
SOURCES = (("talking_head_1080x1920_25fps_10s.mp4", range(0, 60, 5)),
           ("splat_head_orbit_512_24fps_7s.mp4", range(0, 168, 14)),
           ("head_turn_512_25fps_7s.mp4", range(0, 183, 15)))
SETTINGS = TakeSettings("draft")


def main() -> None:
    """Measure and print."""
    analyzer, _ = open_analyzer("insightface", face_pack=str(TESTDATA / "models" / "testpack"))
    engine = DraftEngine()
    engine.load()
    print("reference       source              n   det  frames'  >=.80  identity  frames'  s/take")
    for name in REFERENCES:
        reference = read_picture(TESTDATA / "faces" / name)
        for video, numbers in SOURCES:
            rows = np.array(list(_measured(analyzer, engine, reference, TESTDATA / "media" / video, numbers)))
            det, own_det, identity, own_identity, seconds = rows.mean(axis=0)
            print(f"{name:15} {video[:17]:17} {len(rows):3}  {det:.3f}  {own_det:.3f}   {np.mean(rows[:, 0] >= 0.8):.2f}"
                  f"   {identity:6.3f}   {own_identity:6.3f}   {seconds:.3f}")


def _measured(analyzer: Analyzer, engine: DraftEngine, reference: Picture, video: Path,
              numbers: Sequence[int]) -> Iterator[tuple[float, float, float, float, float]]:
    """det and identity of take and frame, and seconds, frame by frame."""
    wanted = analyzer.observe(reference)[0]
    for _, frame in decode_frames(probe_video(video), numbers):
        seen = analyzer.observe(frame)
        begun = time.process_time()
        take = engine.make(job(frame, _points(seen[0]) if seen else None, [(reference, _points(wanted), 1.0)], SETTINGS),
                           nothing)
        seconds = time.process_time() - begun
        after, before = analyzer.observe(take), analyzer.observe(place(frame, None, SETTINGS)[0])
        det, identity = _det_and_identity(after, wanted)
        own_det, own_identity = _det_and_identity(before, wanted)
        yield det, own_det, identity, own_identity, seconds


def _det_and_identity(faces: Sequence[FaceObservation], wanted: FaceObservation) -> tuple[float, float]:
    if not faces or faces[0].det is None or faces[0].embedding is None or wanted.embedding is None:
        return 0.0, 0.0
    return faces[0].det, cosine(faces[0].embedding, wanted.embedding)


def _points(face: FaceObservation) -> Points:
    assert face.landmarks is not None
    return round_points(face.landmarks)


if __name__ == "__main__":
    main()
