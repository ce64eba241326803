from collections.abc import Iterable
from typing import Any

from numpy.typing import NDArray

class Word:
    start: float
    end: float
    word: str
    probability: float

class Segment:
    start: float
    end: float
    text: str
    words: list[Word] | None

class TranscriptionInfo:
    language: str
    language_probability: float

class WhisperModel:
    def __init__(
        self, model_size_or_path: str, device: str = "auto", *, compute_type: str = "default", local_files_only: bool = False
    ) -> None: ...
    @property
    def supported_languages(self) -> list[str]: ...
    def transcribe(
        self, audio: NDArray[Any], language: str | None = None, *, word_timestamps: bool = False, vad_filter: bool = False,
        condition_on_previous_text: bool = True,
    ) -> tuple[Iterable[Segment], TranscriptionInfo]: ...
