from collections.abc import Iterable, Iterator
from datetime import timedelta

class SRTParseError(Exception):
    expected_start: int
    actual_start: int
    unmatched_content: str

class Subtitle:
    index: int | None
    start: timedelta
    end: timedelta
    content: str
    def __init__(
        self, index: int | None, start: timedelta, end: timedelta, content: str, proprietary: str = ""
    ) -> None: ...

def parse(srt: str, ignore_errors: bool = False) -> Iterator[Subtitle]: ...
def compose(
    subtitles: Iterable[Subtitle],
    reindex: bool = True,
    start_index: int = 1,
    strict: bool = True,
    eol: str | None = None,
    in_place: bool = False,
) -> str: ...
