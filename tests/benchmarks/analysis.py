"""`python -m tests.benchmarks.analysis`: reading and analyzing PNG takes, against the plain FaceAnalysis loop.

Ours: `read_picture` and `observe_many`. The reference, in turns with ours in the same process: insightface as its
README has it, `app.get(cv2.imread(file))` with default sessions at det size 640. The pictures: a talking head fitted to
512x768, and an orbit of a head in 512x512. Identity is the cosine to each set's first picture. The pack and the videos
come from the test data beside the project, or from $STUDIO_TESTDATA.
"""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from insightface.app import FaceAnalysis
from numpy.typing import NDArray

from studio.episode.face import FaceObservation
from studio.identity.analyzer import Analyzer
from studio.identity.batch import observe_many
from studio.identity.measure import cosine
from studio.identity.open_analyzer import open_analyzer
from studio.media.pictures import encode_png, fit_picture, read_picture
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from tests.benchmarks.report import Line, finish, median

TESTDATA = Path(os.environ.get("STUDIO_TESTDATA", Path(__file__).parents[3] / "shared" / "testdata"))
SETS = (
    ("512x768", "talking_head_1080x1920_25fps_10s.mp4", 512, 768, 250),
    ("512x512", "splat_head_orbit_512_24fps_7s.mp4", 512, 512, 168),
)
ROUNDS = 5
PICTURES = 24               # a round
LEAST_SPEEDUP = 1.5
MOST_DIFFERENCE = 1e-3

Face = tuple[float, NDArray[np.float32]]
"""det and embedding of a picture's largest face."""


@dataclass(slots=True)
class Runs:
    """What one side measured: seconds a picture by round, and its faces in order."""

    seconds: list[float] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)

    def add(self, files: Sequence[Path], run: Callable[[Sequence[Path]], list[Face]]) -> None:
        """One timed round."""
        begun = time.perf_counter()
        faces = run(files)
        self.seconds.append((time.perf_counter() - begun) / len(files))
        self.faces += faces


def main() -> None:
    """Both sets, then the figures."""
    warnings.filterwarnings("ignore", category=FutureWarning)       # insightface calls scikit-image the old way
    pack = TESTDATA / "models" / "testpack"
    app = FaceAnalysis(name=pack.name, root=str(pack.parents[1]))
    app.prepare(ctx_id=0, det_size=(640, 640))
    analyzer, _ = open_analyzer("insightface", face_pack=str(pack))
    lines = []
    for name, video, width, height, frames in SETS:
        with tempfile.TemporaryDirectory() as folder:
            files = _takes(TESTDATA / "media" / video, width, height, frames, Path(folder))
            lines += _lines(name, *_in_turns(app, analyzer, files))
    finish("analysis of a picture, reading included", lines)


def _takes(video: Path, width: int, height: int, frames: int, folder: Path) -> list[Path]:
    numbers = np.linspace(0, frames - 1, ROUNDS * PICTURES).round().astype(int).tolist()
    files = []
    for number, picture in decode_frames(probe_video(video), numbers):
        files.append(folder / f"{number:04d}.png")
        files[-1].write_bytes(encode_png(fit_picture(picture, width, height, "cover")))
    return files


def _in_turns(app: FaceAnalysis, analyzer: Analyzer, files: Sequence[Path]) -> tuple[Runs, Runs]:
    def plain_loop(chunk: Sequence[Path]) -> list[Face]:
        return [_plain(app, file) for file in chunk]

    def pipelined(chunk: Sequence[Path]) -> list[Face]:
        return [_ours(faces) for faces in observe_many(analyzer, map(read_picture, chunk))]

    ours, plain = Runs(), Runs()
    plain_loop(files[:2])
    pipelined(files[:2])
    for start in range(0, len(files), PICTURES):
        chunk = files[start : start + PICTURES]
        turns = [(plain, plain_loop), (ours, pipelined)]
        for runs, run in turns if start // PICTURES % 2 else reversed(turns):
            runs.add(chunk, run)
    return ours, plain


def _plain(app: FaceAnalysis, file: Path) -> Face:
    picture = cv2.imread(str(file))
    assert picture is not None
    face = max(app.get(picture), key=lambda face: float(np.prod(face.bbox[2:] - face.bbox[:2])))
    return float(face.det_score), face.normed_embedding


def _ours(faces: Sequence[FaceObservation]) -> Face:
    assert faces[0].det is not None
    assert faces[0].embedding is not None
    return faces[0].det, faces[0].embedding


def _lines(name: str, ours: Runs, plain: Runs) -> list[Line]:
    det = max(abs(a[0] - b[0]) for a, b in zip(ours.faces, plain.faces, strict=True))
    likeness = max(abs(cosine(a[1], ours.faces[0][1]) - cosine(b[1], plain.faces[0][1]))
                   for a, b in zip(ours.faces, plain.faces, strict=True))
    # The median of the rounds' own ratios: each round's two sides met the same load on the machine.
    speedup = median([theirs / our for our, theirs in zip(ours.seconds, plain.seconds, strict=True)])
    seconds = median(plain.seconds)
    return [
        Line(f"{name}: pictures a second", speedup / seconds, 1 / seconds, "/s", LEAST_SPEEDUP, at_most=False),
        Line(f"{name}: det, largest difference", det, 0.0, "", MOST_DIFFERENCE, absolute=True),
        Line(f"{name}: identity cosine, largest difference", likeness, 0.0, "", MOST_DIFFERENCE, absolute=True),
    ]


if __name__ == "__main__":
    main()
