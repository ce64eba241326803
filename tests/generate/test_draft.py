import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.take_request import Points, TakeSettings, round_points
from studio.generate.draft import DraftEngine
from studio.generate.engine import Cancelled, StepPreview
from studio.identity.measure import cosine
from studio.identity.open_analyzer import open_analyzer
from studio.media.pictures import read_picture
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from tests.generate.people import ASTRONAUT_POINTS, SMALL, collect, job, mirrored, nothing

ENGINE = DraftEngine()


def made(frame: Picture, points: Points | None, reference: Picture, at: Points | None,
         settings: TakeSettings = SMALL) -> Picture:
    return ENGINE.make(job(frame, points, [(reference, at, 1.0)], settings), nothing)


@pytest.fixture(scope="module")
def pair(astronaut: Picture) -> tuple[Picture, Points]:
    """A second face, darker on one side."""
    picture, points = mirrored(astronaut, ASTRONAUT_POINTS)
    dark = picture.copy()
    dark[:, 290:] //= 2
    return dark, points


CHANGES = {
    "seed": replace(SMALL, seed=7), "steps": replace(SMALL, steps=9), "denoise": replace(SMALL, denoise=0.4),
    "schedule": replace(SMALL, schedule="diffusers", denoise=0.5, steps=5), "weight": replace(SMALL, weight=0.4),
    "exaggerated": replace(SMALL, weight=2.0), "fit": replace(SMALL, fit="contain"), "face": replace(SMALL, fit="face"),
    "start_step": replace(SMALL, start_step=4),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_setting_acts(astronaut: Picture, pair: tuple[Picture, Points], name: str) -> None:
    base = SMALL if name != "schedule" else replace(CHANGES[name], schedule="comfyui")
    before = made(astronaut, ASTRONAUT_POINTS, *pair, base).astype(int)
    after = made(astronaut, ASTRONAUT_POINTS, *pair, CHANGES[name]).astype(int)
    assert np.abs(before - after).mean() > 0.1
    assert np.abs(before - after).max() > 8


def test_a_low_denoise_hardly_leaves_the_frame(astronaut: Picture, pair: tuple[Picture, Points]) -> None:
    def grip(denoise: float) -> float:
        with_face, without = (made(astronaut, ASTRONAUT_POINTS, *pair, replace(SMALL, denoise=denoise, weight=weight))
                              for weight in (1.0, 0.0))
        return float(np.abs(with_face.astype(int) - without).mean())

    assert grip(0.9) > 1.6 * grip(0.15)


def test_words_and_guidance_do_not_act(astronaut: Picture, pair: tuple[Picture, Points]) -> None:
    said = replace(SMALL, prompt="an oil painting", negative_prompt="blurry", guidance=9.0)
    assert np.array_equal(made(astronaut, ASTRONAUT_POINTS, *pair), made(astronaut, ASTRONAUT_POINTS, *pair, said))
    assert "prompt" in DraftEngine().load()[0]


@pytest.mark.parametrize(("width", "height"), [(64, 64), (1024, 64), (256, 384), (512, 768)])
def test_the_size_is_the_asked_one(astronaut: Picture, pair: tuple[Picture, Points], width: int, height: int) -> None:
    picture = made(astronaut, ASTRONAUT_POINTS, *pair, replace(SMALL, width=width, height=height))
    assert picture.shape == (height, width, 3)
    assert picture.dtype == np.uint8
    assert picture.flags["C_CONTIGUOUS"]


def test_each_step_is_a_small_preview(astronaut: Picture, pair: tuple[Picture, Points]) -> None:
    previews: list[StepPreview] = []
    settings = replace(SMALL, width=512, height=768, steps=6)
    ENGINE.make(job(astronaut, ASTRONAUT_POINTS, [(*pair, 1.0)], settings), collect(previews))
    assert [(preview.step, preview.steps) for preview in previews] == [(n, 6) for n in range(1, 7)]
    assert all(preview.picture is not None and preview.picture.shape == (384, 256, 3) for preview in previews)
    assert ENGINE.steps_run(settings) == 6


def test_a_cancel_ends_the_job_between_steps(astronaut: Picture, pair: tuple[Picture, Points]) -> None:
    seen: list[int] = []

    def stop_at_two(preview: StepPreview) -> None:
        seen.append(preview.step)
        if preview.step == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        ENGINE.make(job(astronaut, ASTRONAUT_POINTS, [(*pair, 1.0)]), stop_at_two)
    assert seen == [1, 2]


def test_without_a_face_the_frame_is_painted_only(astronaut: Picture, pair: tuple[Picture, Points]) -> None:
    faceless = made(astronaut, None, *pair)
    assert np.array_equal(faceless, made(astronaut, None, astronaut, None))
    assert np.abs(faceless.astype(int) - made(astronaut, ASTRONAUT_POINTS, *pair)).mean() > 0.1
    assert np.array_equal(made(astronaut, ASTRONAUT_POINTS, pair[0], None),
                          made(astronaut, ASTRONAUT_POINTS, pair[0], ((0.0, 0.0),) * 5))


def test_the_smallest_frame(astronaut: Picture) -> None:
    picture = made(np.ascontiguousarray(astronaut[:1, :1]), None, astronaut, ASTRONAUT_POINTS)
    assert picture.shape == (192, 128, 3)


ANOTHER_PROCESS = """
import sys, cv2
from skimage import data
from studio.episode.picture import pixels_sha256
from studio.generate.draft import DraftEngine
from tests.generate.people import ASTRONAUT_POINTS, job, mirrored, nothing
cv2.setNumThreads(int(sys.argv[1]))
astronaut = data.astronaut()
take = DraftEngine().make(job(astronaut, ASTRONAUT_POINTS, [(*mirrored(astronaut, ASTRONAUT_POINTS), 1.0)]), nothing)
print(pixels_sha256(take))
"""


def test_the_same_request_gives_the_same_bytes_in_another_process(astronaut: Picture) -> None:
    here = pixels_sha256(made(astronaut, ASTRONAUT_POINTS, *mirrored(astronaut, ASTRONAUT_POINTS)))
    project = Path(__file__).resolve().parents[2]
    for threads in ("1", "4"):
        done = subprocess.run([sys.executable, "-c", ANOTHER_PROCESS, threads], cwd=project, check=True,
                              capture_output=True, text=True, encoding="utf-8")
        assert done.stdout.strip() == here


@pytest.mark.shared
@pytest.mark.parametrize(("reference", "least"), [("person_b.jpg", 0.45), ("person_a_2.jpg", 0.55)])
def test_the_identity_is_there_and_weight_0_keeps_the_sources(shared: Path, face_pack: Path, reference: str,
                                                              least: float) -> None:
    analyzer, _ = open_analyzer("insightface", face_pack=str(face_pack))
    identity = read_picture(shared / "faces" / reference)
    wanted = analyzer.observe(identity)[0]
    video = probe_video(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    for _, frame in decode_frames(video, [0, 40]):
        own = analyzer.observe(frame)[0]
        takes = {weight: made(frame, points(own), identity, points(wanted), TakeSettings("draft", weight=weight))
                 for weight in (0.0, 1.0)}
        kept, carried = (analyzer.observe(takes[weight])[0] for weight in (0.0, 1.0))
        assert like(kept, wanted) < 0.2
        assert like(kept, own) > 0.6
        assert like(carried, wanted) > least
        assert carried.det is not None
        assert carried.det > 0.78


def points(face: FaceObservation) -> Points:
    assert face.landmarks is not None
    return round_points(face.landmarks)


def like(a: FaceObservation, b: FaceObservation) -> float:
    assert a.embedding is not None
    assert b.embedding is not None
    return cosine(a.embedding, b.embedding)
