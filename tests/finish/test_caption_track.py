"""The track of captions as PyAV reads it from the finished file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import pytest
from av.subtitles.subtitle import AssSubtitle

from studio.episode.track import Caption
from studio.finish.caption_text import plain_text
from studio.finish.captions import read_captions
from studio.finish.loop import plan_loop
from studio.finish.marks import read_marks
from studio.finish.render import render_video
from studio.media.ffmpeg import ffmpeg_path
from tests.finish.clips import RATE, decode_video, make_loop, tone, write_voice

CAPTIONS = (Caption(0.5, 1.25, "Привет, <i>мир</i>"), Caption(1.5, 2.5, "two\nlines {braces} & <"),
            Caption(2.0, 3.0, "over"))


@pytest.fixture
def render(tmp_path: Path) -> Path:
    loop = make_loop(tmp_path, plan_loop(8, 4))
    render_video(loop, write_voice(tmp_path / "voice.wav", tone(4 * RATE)), tmp_path / "out.mp4", {"seed": 1},
                 captions=CAPTIONS)
    return tmp_path / "out.mp4"


def test_times_and_texts(render: Path) -> None:
    found = []
    with av.open(str(render)) as container:
        stream = container.streams.subtitles[0]
        assert stream.codec_context.name == "mov_text"
        for packet in container.demux(stream):
            for item in stream.decode(packet) if packet.size > 2 else ():
                assert isinstance(item, AssSubtitle)
                assert packet.pts is not None
                found.append((packet.pts, packet.duration, item.dialogue.decode()))
    assert [(pts, duration) for pts, duration, _ in found] == [(500, 750), (1500, 500), (2000, 500), (2500, 500)]
    assert found[0][2] == "Привет, мир"
    assert found[3][2] == "over"


def test_another_reader_has_the_same_captions(render: Path, tmp_path: Path) -> None:
    subprocess.run([ffmpeg_path(), "-v", "error", "-i", render, "-map", "0:s:0", tmp_path / "a.srt"], check=True)
    found = (Caption(item.start_s, item.end_s, plain_text(item.text)) for item in read_captions(tmp_path / "a.srt"))
    assert tuple(found) == (
        Caption(0.5, 1.25, "Привет, мир"), Caption(1.5, 2.0, "two\nlines {braces} & <"),
        Caption(2.0, 2.5, "two\nlines {braces} & <\nover"), Caption(2.5, 3.0, "over"))


def test_picture_sound_and_marks_are_as_without(render: Path, tmp_path: Path) -> None:
    assert decode_video(render) == decode_video(tmp_path / "loop.mp4")
    assert read_marks(render)["seed"] == 1
    with av.open(str(render)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio", "subtitle"]
        assert abs((container.duration or 0) / 1e6 - 4) < 0.001
    written = render.read_bytes()
    assert written.index(b"moov") < written.index(b"mdat")


def test_equal_captions_give_equal_bytes(render: Path, tmp_path: Path) -> None:
    render_video(tmp_path / "loop.mp4", tmp_path / "voice.wav", tmp_path / "b.mp4", {"seed": 1}, title="out",
                 captions=CAPTIONS)
    assert (tmp_path / "b.mp4").read_bytes() == render.read_bytes()
