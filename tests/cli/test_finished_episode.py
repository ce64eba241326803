"""From a finished review, one command makes everything; other programs' readers say what is in it.

Twice: on the talking head and her voice, where the test data is, and on small inputs that need nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import opentimelineio as otio
import pyloudnorm
import pytest
import srt
import webvtt
from c2pa import Context, Reader
from numpy.typing import NDArray
from scipy.signal import correlate, resample_poly

from tests.cli.run_studio import Ran, run_studio
from tests.cli.small_inputs import write_inputs
from tests.finish.mouths import syllables, write_speech

RATE = 48_000
EXPORTED_S = 3.0                # of the talking head's 9.6: no whole number of AAC's blocks
SAID = [(0.25, 1.1, "Good morning."), (1.2, 2.0, "И вторая подпись, по-русски.")]
PRESET = 'engine = "draft"\nwidth = 512\nheight = 768\nsteps = 3\n'
COMPOSITE_SYNTHETIC = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"


@dataclass(frozen=True, slots=True)
class Finished:
    """What the command left; `size` is of the takes, `voice` what is heard of it, at 48 kHz, shape (n, 1)."""

    episode: Path
    site: Path
    voice: NDArray[np.float64]
    size: tuple[int, int]
    rejected: int
    exported: Ran
    again: Callable[..., Ran]

    def video(self, target: str) -> Path:
        return self.site / f"day_{target}.mp4"


def _talking_head(folder: Path, request: pytest.FixtureRequest) -> tuple[dict[str, Path], list[str]]:
    shared: Path = request.getfixturevalue("shared")
    (folder / "small.toml").write_text(PRESET, encoding="utf-8")
    media = shared / "media"
    return {"identity": shared / "faces" / "person_a_1.jpg", "voice": media / "voice_16k_mono.wav",
            "source": media / "talking_head_1080x1920_25fps_10s.mp4", "preset": folder / "small.toml"}, [
                "--frames", "0-39:4", "--min-det", "0.8", "--analyzer", "insightface",
                "--face-pack", str(request.getfixturevalue("face_pack"))]


def _small(folder: Path, request: pytest.FixtureRequest) -> tuple[dict[str, Path], list[str]]:
    del request
    inputs = write_inputs(folder / "in")
    write_speech(inputs["voice"], syllables(2.1), rate=16_000)
    return inputs, ["--min-det", "0.3", "--analyzer", "builtin"]


@pytest.fixture(scope="module", params=[
    pytest.param((_talking_head, (512, 768), 4, EXPORTED_S), id="talking head", marks=pytest.mark.shared),
    pytest.param((_small, (256, 384), 2, None), id="small inputs")])
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Made, scored, one take rejected by hand and captions brought in; then exported by one command."""
    inputs_of, size, rejected, length = request.param
    folder = tmp_path_factory.mktemp("finished")
    inputs, words = inputs_of(folder, request)
    episode, captions = folder / "day.episode", folder / "day.srt"
    captions.write_text(srt.compose([srt.Subtitle(None, timedelta(seconds=start), timedelta(seconds=end), text)
                                     for start, end, text in SAID]), encoding="utf-8")

    def studio(*more: str | Path) -> Ran:
        done = run_studio(*more, "--json", env={"STUDIO_HOME": str(folder / "home")})
        assert done.code == 0, done.err
        return done

    given = [word for name, path in inputs.items() for word in (f"--{name}", path)]
    studio("new", episode, *given, *words, "--whose-face", "with consent", "--face-note", "signed on paper")
    studio("generate", episode)
    studio("review", episode, "--reject", str(rejected))
    studio("captions", episode, "import", captions)
    if length is not None:
        studio("tracks", episode, "range", "--in", "0", "--out", str(length))
    export = ("export", episode, "--target", "web,archive", "--lip-sync", "draft", "--foley", "draft", "--duck", "9",
              "--captions", "track", "--loudness", "-14", "--fade-in", "0.2", "--publish", folder / "public")
    voice = _sound(inputs["voice"])[: length and round(length * RATE)]
    return Finished(episode, folder / "public" / "day", voice, size, rejected, studio(*export), studio)


@pytest.mark.parametrize("target", ["web", "archive"])
def test_pictures_have_the_targets_size_and_stand_at_25_a_second(finished: Finished, target: str) -> None:
    width, height = finished.size
    wanted = (width, height) if target == "web" else (1080, 1080 * height // width)
    with av.open(str(finished.video(target))) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.codec_context.width, stream.codec_context.height) == wanted
        assert [other.type for other in container.streams] == ["video", "audio", "subtitle"]
        shown = [_time(frame) for frame in container.decode(video=0)]
    assert shown[0] == 0
    assert {after - before for before, after in pairwise(shown)} == {Fraction(1, 25)}
    assert len(shown) == -(-len(finished.voice) * 25 // RATE)


@pytest.mark.parametrize("target", ["web", "archive"])
def test_the_sound_is_as_long_as_the_voice_and_in_time_with_it_to_the_sample(finished: Finished, target: str) -> None:
    sound, voice = _sound(finished.video(target)).mean(axis=1), finished.voice[:, 0]
    assert len(sound) == len(voice)
    alike = correlate(sound, voice, method="fft")
    assert int(np.argmax(alike)) - (len(voice) - 1) == 0
    assert alike.max() / np.sqrt((sound @ sound) * (voice @ voice)) > 0.95


@pytest.mark.parametrize("target", ["web", "archive"])
def test_the_sound_is_as_loud_as_asked_for(finished: Finished, target: str) -> None:
    sound = _sound(finished.video(target))
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound) == pytest.approx(-14, abs=0.5)
    assert 20 * np.log10(np.abs(resample_poly(sound, 4, 1, axis=0)).max()) <= -1.0


@pytest.mark.parametrize("target", ["web", "archive"])
def test_the_credentials_are_whole_and_name_what_went_in(finished: Finished, target: str) -> None:
    with finished.video(target).open("rb") as file, Reader("video/mp4", file, context=Context.from_dict({})) as reader:
        state, found = reader.get_validation_state(), json.loads(reader.json())
    assert state == "Valid"
    assert {item["code"] for item in found["validation_status"]} == {"signingCredential.untrusted"}
    manifest = found["manifests"][found["active_manifest"]]
    assert {item["title"] for item in manifest["ingredients"]} == {"Reference picture 1", "Source of the motion", "Voice"}
    actions = next(item["data"]["actions"] for item in manifest["assertions"] if item["label"].startswith("c2pa.actions"))
    assert actions[0]["digitalSourceType"] == COMPOSITE_SYNTHETIC       # the draft engine is no trained model
    done = [action["action"] for action in actions]
    resized = ["c2pa.resized"] if target == "archive" else []
    assert done == ["c2pa.created", "c2pa.edited", "c2pa.edited", "c2pa.placed", *resized]
    face = next(item["data"] for item in manifest["assertions"] if item["label"] == "fullmotion-studio.face")
    assert face == {"whose_face": "with consent", "ground": "signed on paper"}


def test_captions_are_in_the_video_and_beside_it(finished: Finished) -> None:
    beside = srt.parse((finished.site / "day.srt").read_text(encoding="utf-8"))
    assert [(item.start.total_seconds(), item.end.total_seconds(), item.content) for item in beside] == SAID
    cues = webvtt.read(str(finished.site / "day.vtt"))
    assert [(cue.start_in_seconds, cue.text) for cue in cues.captions] == [(int(start), text) for start, _, text in SAID]
    for target in ("web", "archive"):
        with av.open(str(finished.video(target))) as container:
            assert container.streams.subtitles[0].codec_context.name == "mov_text"
            packets = [(float(_time(packet)), bytes(packet)[2:].decode("utf-8"))
                       for packet in container.demux(subtitles=0) if packet.size > 2]
        assert [(start, text) for start, text in packets if text] == [(start, text) for start, _, text in SAID]


def test_the_timeline_opens_elsewhere(finished: Finished) -> None:
    timeline = otio.adapters.read_from_file(str(finished.site / "day.otio"))
    (pictures,) = timeline.video_tracks()
    assert sum(item.duration().to_seconds() for item in pictures) == pytest.approx(len(finished.voice) / RATE,
                                                                                abs=0.04)
    assert timeline.audio_tracks()


@pytest.mark.parametrize("name", ["index.html", "report.html"])
def test_the_pages_need_nothing_from_elsewhere(finished: Finished, name: str) -> None:
    page = _Addresses()
    page.feed((finished.site / name).read_text(encoding="utf-8"))
    assert page.found
    for address in page.found:
        assert address.startswith("data:") or (finished.site / address).is_file()


def test_the_mouth_follows_the_voice_and_everything_says_how_well(finished: Finished) -> None:
    lip_sync = next(stage for stage in _stages(finished) if stage["name"] == "lipsync")
    score = lip_sync["details"]["sync"]
    assert score["correlation"] >= 0.5
    assert abs(score["lag_frames"]) <= 1
    assert next(stage for stage in finished.exported.result["stages"] if stage["name"] == "lipsync")["details"] == (
        lip_sync["details"])
    assert f"{score['correlation']:.2f}" in (finished.site / "report.html").read_text(encoding="utf-8")
    text = run_studio("stages", finished.episode).out
    assert f"Lip sync: correlation {score['correlation']:.2f}" in text


def test_all_of_it_again_runs_nothing_and_another_pick_everything_after_it(finished: Finished) -> None:
    again = finished.again("export", finished.episode).result["stages"]
    assert [stage["name"] for stage in again if not stage["cached"]] == []
    before = _paths(finished)
    assert before["publish"] == str(finished.site / "index.html")
    finished.again("review", finished.episode, "--clear", str(finished.rejected))
    assert set(before) == {"loop", "lipsync", "foley", "mix", "picture-web", "export-web", "marks-web", "picture-archive",
                           "export-archive", "marks-archive", "publish"}
    assert set(_paths(finished).values()) == {None}
    finished.again("undo", finished.episode)
    assert _paths(finished) == before


def _time(item: av.VideoFrame | av.Packet[Any]) -> Fraction:
    """When it is shown, in seconds, exact."""
    assert item.pts is not None
    assert item.time_base is not None
    return Fraction(item.pts * item.time_base)


class _Addresses(HTMLParser):
    """Every address that a page loads or leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value for name, value in attrs if value and name in ("src", "href", "poster", "srcset", "action")]


def _stages(finished: Finished) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = finished.again("stages", finished.episode).result["stages"]
    return found


def _paths(finished: Finished) -> dict[str, str | None]:
    return {stage["name"]: stage["path"] for stage in _stages(finished)}


def _sound(path: Path) -> NDArray[np.float64]:
    """As much as the file says it holds (AAC's last block is longer), at 48 kHz, shape (n, channels)."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        count, channels = stream.duration * stream.time_base * RATE, stream.codec_context.channels
        resampler = av.AudioResampler("fltp", "mono" if channels == 1 else "stereo", RATE)
        blocks = [block.to_ndarray() for frame in [*container.decode(audio=0), None] for block in resampler.resample(frame)]
    return np.concatenate(blocks, axis=1).T.astype(np.float64)[: int(count)]
