"""A timeline read from what a database or a program gives, every value looked at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, cast

from studio.episode.errors import StudioError
from studio.episode.track import (
    LONGEST_S,
    LOUDEST_DB,
    QUIETEST_DB,
    TRACK_KINDS,
    Caption,
    Clip,
    Timeline,
    Track,
    TrackKind,
    samples,
)


def timeline_from_fields(given: Mapping[str, Any]) -> Timeline:
    """Read what `to_fields` gave, passing over unknown keys; StudioError("input") says what cannot be used."""
    tracks = tuple(_track(item) for item in _items(given, "tracks"))
    _check_ids(tracks)
    captions = tuple(_caption(item) for item in _items(given, "captions"))
    markers = tuple(sorted(_number(item, "a marker", 0, LONGEST_S) for item in _items(given, "markers")))
    bounds = {name: None if given.get(name) is None else _number(given[name], name, 0, LONGEST_S)
              for name in ("in_s", "out_s")}
    timeline = Timeline(tracks, tuple(sorted(captions, key=lambda item: item.start_s)), markers, **bounds)
    if timeline.in_s is not None and timeline.out_s is not None and timeline.in_s >= timeline.out_s:
        raise _wrong(f"the range begins at {timeline.in_s:g} s and ends at {timeline.out_s:g} s")
    return timeline


def checked(timeline: Timeline) -> Timeline:
    """The same timeline, captions and markers in order, or StudioError("input") for values that make no sense."""
    return timeline_from_fields(timeline.to_fields())


def _track(given: object) -> Track:
    values = _known(given, Track, "a track")
    kind = values.get("kind")
    if kind not in TRACK_KINDS:
        raise _wrong(f"the kind of a track is {kind!r}; it must be one of {', '.join(TRACK_KINDS)}")
    return Track(
        _text(values, "id"), cast("TrackKind", kind), _text(values, "name"),
        tuple(_clip(item) for item in _items(values, "clips")),
        _number(values.get("gain_db", 0.0), "the gain", QUIETEST_DB, LOUDEST_DB),
        bool(values.get("mute", False)), bool(values.get("solo", False)),
    )


def _clip(given: object) -> Clip:
    values = _known(given, Clip, "a clip")
    numbers = {name: _number(values.get(name, 0.0), f"{name} of a clip", 0, LONGEST_S)
               for name in ("start_s", "offset_s", "length_s", "fade_in_s", "fade_out_s")}
    if samples(numbers["length_s"]) < 1:
        raise _wrong("a clip is shorter than a sample")
    gain = _number(values.get("gain_db", 0.0), "the gain of a clip", QUIETEST_DB, LOUDEST_DB)
    return Clip(_text(values, "file"), **numbers, gain_db=gain)


def _caption(given: object) -> Caption:
    values = _known(given, Caption, "a caption")
    start, end = (_number(values.get(name), f"{name} of a caption", 0, LONGEST_S) for name in ("start_s", "end_s"))
    if end <= start:
        raise _wrong(f"a caption begins at {start:g} s and ends at {end:g} s")
    return Caption(start, end, _text(values, "text"))


def _check_ids(tracks: Sequence[Track]) -> None:
    ids = [track.id for track in tracks]
    if len(set(ids)) < len(ids):
        raise _wrong(f"two tracks have the same id: {', '.join(ids)}")
    if any(track.kind == "voice" for track in tracks[1:]):
        raise _wrong("the voice is one track, and the first")


def _known(given: object, kind: type[Any], what: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise _wrong(f"{what} is {given!r}")
    names = {item.name for item in fields(kind)}
    return {name: value for name, value in given.items() if name in names}


def _items(given: Mapping[str, Any], name: str) -> Iterable[Any]:
    value = given.get(name, ())
    if not isinstance(value, list | tuple):
        raise _wrong(f"{name} is {value!r}; it must be a list")
    return value


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{name} is {value!r}; it must be a text")
    return value


def _number(value: object, what: str, lowest: float, highest: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(f"{what} is {value!r}; it must be a number")
    if not lowest <= value <= highest:
        raise _wrong(f"{what} is {value:g}; it must lie between {lowest:g} and {highest:g}")
    return float(value)


def _wrong(why: str) -> StudioError:
    return StudioError("input", f"The timeline cannot be used: {why}.")
