"""Small real episodes for the window's tests: real source, identity, voice, takes, thumbnails and scores, no engine run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from studio.episode.face import Scores
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings
from studio.episode.take_table import TakeFacts
from studio.finish.marks import png_marks
from studio.jobs.events import JobEvent
from studio.jobs.inputs import ReferenceInput, import_preset, import_references, import_source, import_voice
from studio.media.pictures import encode_png, resize
from studio.media.thumbnails import thumbnail_jpeg
from studio.source.sample_person import sample_portrait, sample_source_frames
from tests.cli.small_inputs import write_tone

BASE_SEED = 200
FRAME_COUNT = 12                # different pictures of the turn; more frames go back and forth through them
NO_FACE_EVERY, UNSCORED_EVERY = 11, 19
VOICE_S = 2.0


def make_episode_with_takes(folder: Path, frames: int, *, seeds: int = 1, picture: tuple[int, int] = (96, 144)) -> Path:
    """A whole episode at `folder`, reviewed by nobody yet: `seeds` takes of each of `frames` frames; `picture` is
    the takes' (width, height). Some takes have no face, some no scores; every number follows from frame and seed."""
    inputs = folder.with_name(f"{folder.name} inputs")
    _write_inputs(inputs, frames, picture)
    with EpisodeStore.create(folder, EpisodeSettings(name=folder.name.removesuffix(EPISODE_SUFFIX), analyzer="builtin",
                                                     whose_face="synthetic")) as store:
        _import(store, inputs)
        scorer = store.scores.set_scorer("builtin", "1", "sample")
        recipe: int | None = None
        for row, source in zip(store.frames.of_current_source(), _pictures(frames, picture), strict=True):
            store.frames.set_pixels([(row.id, pixels_sha256(source))])
            for seed in range(BASE_SEED, BASE_SEED + seeds):
                request = _request(source, seed)
                if recipe is None:
                    recipe = store.takes.add_recipe(request.recipe_json(BASE_SEED), "small", "draft")
                    store.takes.set_current_recipe(recipe)
                take = _commit(store, request, _as_take(source, seed), row.id, row.number, recipe)
                if row.number % UNSCORED_EVERY != UNSCORED_EVERY - 1:
                    store.scores.commit(take, scorer, scores_of(row.number, frames, seed))
    return folder


def scores_of(number: int, frames: int, seed: int) -> Scores:
    """The scores that the take of a frame and seed gets: an orbit from -50 to 50 degrees with its falling det."""
    rng = np.random.default_rng((number, seed))
    pixels = {"pixel_mean": round(228.6 + rng.normal(0, 4), 2), "pixel_std": round(49.5 + rng.normal(0, 3), 2)}
    if number % NO_FACE_EVERY == NO_FACE_EVERY - 1:
        return Scores(faces=0, **pixels)
    yaw = -50 + 100 * number / max(1, frames - 1)
    side = abs(yaw) / 50
    return Scores(
        det=round(float(np.clip(0.88 - 0.05 * side + rng.normal(0, 0.02), 0, 1)), 4),
        identity=round(float(np.clip(0.85 - 0.2 * side + rng.normal(0, 0.05), -1, 1)), 4),
        landmarks=round(0.06 + 0.03 * side + abs(rng.normal(0, 0.01)), 4), yaw=round(yaw, 2),
        pitch=round(rng.normal(0, 4), 2), roll=round(rng.normal(0, 2), 2), face_size=round(0.4 + rng.normal(0, 0.02), 4),
        sharpness=round(float(np.clip(rng.normal(0.55, 0.12), 0, 1)), 4), face_pixel_mean=round(190 + rng.normal(0, 5), 2),
        face_pixel_std=round(60 + rng.normal(0, 3), 2), faces=1, **pixels,
    )


def _write_inputs(folder: Path, frames: int, size: tuple[int, int]) -> None:
    source = folder / "head turn"
    source.mkdir(parents=True)
    for number, picture in enumerate(_pictures(frames, size)):
        (source / f"f{number:05d}.png").write_bytes(encode_png(picture))
    (folder / "reference.png").write_bytes(encode_png(sample_portrait()))
    write_tone(folder / "voice.wav", VOICE_S)
    (folder / "small.toml").write_text(f'engine = "draft"\nwidth = {size[0]}\nheight = {size[1]}\nsteps = 3\n',
                                       encoding="utf-8")


def _import(store: EpisodeStore, inputs: Path) -> None:
    import_preset(store, str(inputs / "small.toml"))
    import_references(store, [ReferenceInput(inputs / "reference.png")])
    import_source(store, inputs / "head turn", _pass_over)
    import_voice(store, inputs / "voice.wav", _pass_over)


@cache
def _turn(size: tuple[int, int]) -> tuple[Picture, ...]:
    return tuple(resize(picture, *size) for picture in sample_source_frames(FRAME_COUNT))


def _pictures(frames: int, size: tuple[int, int]) -> Iterator[Picture]:
    """The turn back and forth; a corner tells equal pictures apart, since equal frames would share their takes."""
    turn = _turn(size)
    for number in range(frames):
        place = number % (2 * FRAME_COUNT - 2)
        picture = turn[min(place, 2 * FRAME_COUNT - 2 - place)].copy()
        picture[0, 0] = number % 256, number // 256 % 256, number // 65536
        yield picture


def _as_take(source: Picture, seed: int) -> Picture:
    """A tinted grey picture of the same head: plainly another picture than the source, and another with each seed."""
    grey = source.mean(axis=2, keepdims=True)
    tint = np.random.default_rng(seed).uniform(0.8, 1.0, 3)
    return np.ascontiguousarray((grey * tint).astype(np.uint8))


def _request(source: Picture, seed: int) -> TakeRequest:
    height, width = source.shape[:2]
    settings = TakeSettings("draft", width=width, height=height, steps=3, seed=seed)
    return TakeRequest(pixels_sha256(source), None, (ReferenceFace(_reference_digest(), None),), "", settings, "1")


@cache
def _reference_digest() -> str:
    return pixels_sha256(sample_portrait())


def _commit(store: EpisodeStore, request: TakeRequest, picture: Picture, frame: int, number: int, recipe: int) -> int:
    settings = request.settings
    facts = TakeFacts("draft", settings.width, settings.height, 0.4, "cpu", "0.1.0")
    current = store.frames.current_source()
    mark = TakeMark(request, facts, "small", current.digest if current else "", number, BASE_SEED)
    png = encode_png(picture, png_marks(mark.as_facts()))
    return store.takes.commit(request, facts, png, thumbnail_jpeg(picture), frame, recipe)


def _pass_over(event: JobEvent) -> None:
    del event
