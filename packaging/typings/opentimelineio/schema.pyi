from collections.abc import Iterator, MutableMapping, MutableSequence
from typing import Any

from opentimelineio.opentime import RationalTime, TimeRange

class MarkerColor:
    RED: str
    CYAN: str

class TrackKind:
    Video: str
    Audio: str

class Marker:
    name: str
    marked_range: TimeRange
    comment: str
    metadata: MutableMapping[str, Any]
    def __init__(
        self, name: str = "", marked_range: TimeRange = ..., color: str = ...,
        metadata: MutableMapping[str, Any] | None = None, comment: str = "",
    ) -> None: ...

class ExternalReference:
    target_url: str
    available_range: TimeRange | None
    def __init__(self, target_url: str, available_range: TimeRange | None = None) -> None: ...

class Item:
    name: str
    metadata: MutableMapping[str, Any]
    source_range: TimeRange | None
    enabled: bool
    markers: MutableSequence[Marker]
    def duration(self) -> RationalTime: ...
    def range_in_parent(self) -> TimeRange: ...

class Gap(Item):
    def __init__(self, *, source_range: TimeRange) -> None: ...

class Clip(Item):
    media_reference: ExternalReference
    def __init__(
        self, name: str = "", media_reference: ExternalReference | None = None, source_range: TimeRange | None = None,
        metadata: MutableMapping[str, Any] | None = None,
    ) -> None: ...

class Track(Item):
    kind: str
    def __init__(
        self, name: str = "", *, kind: str = ..., metadata: MutableMapping[str, Any] | None = None
    ) -> None: ...
    def append(self, child: Item) -> None: ...
    def __iter__(self) -> Iterator[Item]: ...
    def __len__(self) -> int: ...

class Stack(Item):
    def append(self, child: Item) -> None: ...
    def __iter__(self) -> Iterator[Track]: ...

class Timeline:
    name: str
    metadata: MutableMapping[str, Any]
    tracks: Stack
    def __init__(self, name: str = "", *, metadata: MutableMapping[str, Any] | None = None) -> None: ...
    def duration(self) -> RationalTime: ...
    def video_tracks(self) -> list[Track]: ...
    def audio_tracks(self) -> list[Track]: ...
    def to_json_string(self, indent: int = 4) -> str: ...
