"""What is said of a video: its shape, its times, and what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.media.ffmpeg import file_argument, run_ffmpeg
from studio.media.pictures import encode_png
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from tests.media.video_files import LOSSLESS, number_in, write_numbered, write_video

CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (250, 250, 250))


def cornered() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """48 x 32, a colour in each quarter: red and green above, blue and white below."""
    quarters = np.array(CORNERS, np.uint8).reshape(2, 2, 3)
    return quarters.repeat(16, axis=0).repeat(24, axis=1)


def turned_video(path: Path, *options: str) -> Path:
    plain, data = path.with_name("plain.mp4"), cornered().tobytes() * 3
    write_video(plain, data, (48, 32), pixel_format="rgb24", codec=("-c:v", "libx264rgb", "-qp", "0"))
    run_ffmpeg([*options, "-i", file_argument(plain), "-c", "copy", file_argument(path)])
    return path


@pytest.mark.parametrize(("degrees", "turns"), [(0, 0), (90, 1), (180, 2), (-90, 3)])
def test_rotation_is_applied(tmp_path: Path, degrees: int, turns: int) -> None:
    """ffmpeg's manual: -display_rotation turns the picture counter-clockwise; so does numpy's rot90."""
    info = probe_video(turned_video(tmp_path / "turned.mp4", "-display_rotation", str(degrees)))
    upright = np.rot90(cornered(), turns)
    assert (info.width, info.height) == (upright.shape[1], upright.shape[0])
    assert abs(info.rotation) == abs(degrees)
    assert np.array_equal(next(decode_frames(info, [1]))[1], upright)


def test_mirrored_display_matrix_is_applied(tmp_path: Path) -> None:
    info = probe_video(turned_video(tmp_path / "turned.mp4", "-display_rotation", "0", "-display_hflip"))
    assert np.array_equal(next(decode_frames(info, [1]))[1], cornered()[:, ::-1])


ASPECTS = {"2/1": (96, 32), "1/2": (48, 64), "16/11": (70, 32), "12/11": (52, 32), "1/1": (48, 32)}


@pytest.mark.parametrize(("aspect", "size"), ASPECTS.items())
def test_pixels_are_shown_square(tmp_path: Path, aspect: str, size: tuple[int, int]) -> None:
    codec = ("-vf", f"setsar={aspect}", "-c:v", "libx264rgb", "-qp", "0")
    data = cornered().tobytes() * 3
    info = probe_video(write_video(tmp_path / "v.mp4", data, (48, 32), pixel_format="rgb24", codec=codec))
    assert info.pixel_aspect == Fraction(aspect)
    assert (info.width, info.height) == size
    picture = next(decode_frames(info, [1]))[1]
    quarter_points = picture[size[1] // 4 :: size[1] // 2, size[0] // 4 :: size[0] // 2][:2, :2].reshape(-1, 3)
    assert np.abs(quarter_points.astype(int) - np.array(CORNERS)).max() <= 2


def test_non_square_pixels_turned(tmp_path: Path) -> None:
    codec = ("-vf", "setsar=2/1", "-c:v", "libx264rgb", "-qp", "0")
    data = cornered().tobytes() * 3
    plain = write_video(tmp_path / "plain.mp4", data, (48, 32), pixel_format="rgb24", codec=codec)
    turned = tmp_path / "v.mp4"
    run_ffmpeg(["-display_rotation", "90", "-i", file_argument(plain), "-c", "copy", file_argument(turned)])
    info = probe_video(turned)
    assert (info.width, info.height) == (32, 96)
    picture = next(decode_frames(info, [1]))[1]
    assert np.abs(picture[24::48, 8::16].astype(int) - np.rot90(cornered())[12::24, 8::16]).max() <= 2


def test_odd_sizes_and_single_pixels(tmp_path: Path) -> None:
    for width, height in ((1, 1), (2, 2), (63, 49)):
        data = np.full((height, width, 3), (200, 40, 30), np.uint8).tobytes() * 2
        codec = ("-c:v", "ffv1", "-pix_fmt", "yuv444p")
        path = write_video(tmp_path / "v.mkv", data, (width, height), pixel_format="rgb24", codec=codec)
        info = probe_video(path)
        assert (info.width, info.height) == (width, height)
        assert np.abs(next(decode_frames(info, [0]))[1].astype(int) - (200, 40, 30)).max() <= 2


def test_8k_video(tmp_path: Path) -> None:
    data = np.full((4320, 7680), 90, np.uint8).tobytes()
    path = write_video(tmp_path / "v.mkv", data, (7680, 4320), pixel_format="gray", codec=("-c:v", "ffv1"))
    info = probe_video(path)
    assert (info.width, info.height, info.frame_count) == (7680, 4320, 1)
    picture = next(decode_frames(info, [0]))[1]
    assert picture.shape == (4320, 7680, 3)
    assert np.all(picture == 90)


def test_facts_of_an_ordinary_video(tmp_path: Path) -> None:
    info = probe_video(write_numbered(tmp_path / "v.mp4", 50, rate="30000/1001"))
    assert info.frame_count == 50
    assert info.fps == pytest.approx(30000 / 1001, rel=1e-6)
    assert info.duration_s == pytest.approx(50 * 1001 / 30000, rel=1e-6)
    assert np.allclose(info.frame_times, np.arange(50) * 1001 / 30000, atol=1e-6)
    assert info.frame_times[0] == 0
    assert (info.codec, info.bit_depth, info.alpha, info.has_audio) == ("h264", 8, False, False)
    assert not info.variable_rate
    assert info.notices == ()


@pytest.mark.parametrize("rate", ["24000/1001", "25", "30", "60"])
def test_rounding_to_milliseconds_is_not_variable_rate(tmp_path: Path, rate: str) -> None:
    assert not probe_video(write_numbered(tmp_path / "v.mkv", 50, rate=rate)).variable_rate


def test_sound_beside_the_pictures_is_seen(tmp_path: Path) -> None:
    plain = write_numbered(tmp_path / "plain.mp4", 25)
    both = tmp_path / "both.mp4"
    sine = ["-f", "lavfi", "-i", "sine=d=1", "-i", file_argument(plain)]
    run_ffmpeg([*sine, "-c:v", "copy", "-c:a", "aac", file_argument(both)])
    assert probe_video(both).has_audio


def test_repeated_time_stamps_are_counted_instead(tmp_path: Path) -> None:
    pairs = ("-vf", "settb=1/25,setpts=floor(N/2)", "-fps_mode", "passthrough", "-enc_time_base", "1:25")
    info = probe_video(write_numbered(tmp_path / "v.mkv", 20, *pairs, "-c:v", "ffv1"))
    assert not info.timed
    assert any("time stamps" in notice for notice in info.notices)
    seen = [number_in(picture) for _, picture in decode_frames(info, range(info.frame_count))]
    assert seen == list(range(20))


def test_bare_stream_without_time_stamps_says_so(tmp_path: Path) -> None:
    info = probe_video(write_numbered(tmp_path / "v.h264", 40))
    assert not info.timed
    assert info.fps == 25
    assert any("no usable time stamps: 25 frames a second" in notice for notice in info.notices)


def test_interlaced_video_says_so(tmp_path: Path) -> None:
    codec = ("-vf", "scale=128:64,setfield=tff", "-c:v", "libx264", "-flags", "+ildct+ilme", "-pix_fmt", "yuv420p")
    assert any("interlaced" in notice for notice in probe_video(write_numbered(tmp_path / "v.mp4", 30, *codec)).notices)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("v.mp4", ("-movflags", "+faststart")),
        ("v.mkv", ()),
        ("v.webm", ("-c:v", "libvpx-vp9", "-deadline", "realtime")),
        ("v.avi", ("-c:v", "mpeg4", "-bf", "0")),
    ],
)
def test_truncated_video_keeps_what_decodes(tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    path = write_numbered(tmp_path / name, 200, *options)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.6)])
    info = probe_video(path)
    assert 60 < info.frame_count < 180
    assert any("cut off or damaged" in notice and "of 200 frames" in notice for notice in info.notices)
    seen = [(number, number_in(picture)) for number, picture in decode_frames(info, range(info.frame_count))]
    assert [number for number, _ in seen] == list(range(info.frame_count))
    shown = [value for _, value in seen]
    assert shown == sorted(set(shown))  # each later than the one before, none twice
    assert shown[:60] == list(range(60))


def test_hole_in_the_middle_is_survived(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "v.ts", 200)
    data = bytearray(path.read_bytes())
    third = len(data) // 3 // 188 * 188
    data[third : third + 188 * 20] = bytes(188 * 20)
    path.write_bytes(bytes(data))
    info = probe_video(path)
    assert info.frame_count > 100
    seen: list[int] = []
    with suppress(StudioError):  # the frames in the hole may be named at the end
        seen.extend(number for number, _ in decode_frames(info, range(info.frame_count)))
    assert seen == sorted(set(seen))
    assert len(seen) > 100


def text_file(path: Path) -> Path:
    path.write_text("This is a letter, not a video.\n" * 50, encoding="utf-8")
    return path


def test_not_a_video(tmp_path: Path) -> None:
    for name in ("letter.mp4", "letter.txt", "letter.ans", "letter.srt", "letter.m3u8", "letter"):
        with pytest.raises(StudioError, match="not a video") as caught:
            probe_video(text_file(tmp_path / name))
        assert caught.value.kind == "input"


def test_lists_that_name_other_files_are_not_opened(tmp_path: Path) -> None:
    video = write_numbered(tmp_path / "v.mp4", 10)
    concat = tmp_path / "list.ffconcat"
    concat.write_text(f"ffconcat version 1.0\nfile '{video.name}'\n", encoding="utf-8")
    playlist = tmp_path / "list.m3u8"
    lines = ("#EXTM3U", "#EXT-X-TARGETDURATION:1", "#EXTINF:1,", video.name, "#EXT-X-ENDLIST")
    playlist.write_text("\n".join(lines), encoding="utf-8")
    for path in (concat, playlist):
        with pytest.raises(StudioError, match="not a video"):
            probe_video(path)


def test_picture_is_not_a_video(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(encode_png(cornered()))
    with pytest.raises(StudioError, match="not a video"):
        probe_video(path)


def test_empty_missing_and_folder(tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    empty.touch()
    for path, words in ((empty, "is empty"), (tmp_path / "none.mp4", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(StudioError, match=words):
            probe_video(path)


def test_sound_alone_and_sound_with_a_cover(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    cover.write_bytes(encode_png(cornered()))
    sine = ["-f", "lavfi", "-i", "sine=d=1"]
    run_ffmpeg([*sine, file_argument(tmp_path / "a.wav")])
    art = ["-i", file_argument(cover), "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic"]
    run_ffmpeg([*sine, *art, file_argument(tmp_path / "b.mp3")])
    for name in ("a.wav", "b.mp3"):
        with pytest.raises(StudioError, match="only sound"):
            probe_video(tmp_path / name)


def test_zero_frames(tmp_path: Path) -> None:
    path = tmp_path / "v.mkv"
    nothing = ["-f", "lavfi", "-i", "color=s=64x64:d=1", "-frames:v", "0"]
    run_ffmpeg([*nothing, "-c:v", "rawvideo", file_argument(path)])
    with pytest.raises(StudioError, match=r"no picture that can be decoded|no moving pictures|not a video"):
        probe_video(path)


def test_index_cut_off(tmp_path: Path) -> None:
    path = write_numbered(tmp_path / "v.mp4", 100)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(StudioError, match=r"index \(moov\) is missing"):
        probe_video(path)


def test_undecodable_stream(tmp_path: Path) -> None:
    path = write_video(tmp_path / "v.mkv", bytes(48 * 32 * 30), (48, 32), pixel_format="gray", codec=LOSSLESS)
    data = bytearray(path.read_bytes())
    start = data.index(b"\x1f\x43\xb6\x75")  # the first Matroska cluster
    data[start + 40 :] = bytes(len(data) - start - 40)
    path.write_bytes(bytes(data))
    with pytest.raises(StudioError, match="no picture that can be decoded"):
        probe_video(path)


def test_real_footage(shared: Path) -> None:
    info = probe_video(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    assert (info.frame_count, info.width, info.height, info.fps) == (250, 1080, 1920, 25.0)
    assert info.timed
    assert info.notices == ()
