"""Words heard in a voice, by faster-whisper (MIT) where it is installed and a model of the person's lies on this machine.

Nothing is ever downloaded: a model is a folder that the person has fetched, having read its licence on its page.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.episode.errors import StudioError
from studio.finish.word_grouping import SpokenWord
from studio.media.input_files import shown
from studio.media.sound import SAMPLE_RATE
from studio.media.wav_file import WavFile
from studio.weights.places import models_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faster_whisper import WhisperModel, Word
    from numpy.typing import NDArray

    from studio.finish.progress import Progress

MODEL_FILES: Final = ("model.bin", "config.json", "tokenizer.json")
"""Without a tokenizer beside the model the library would fetch one."""

HEARD_RATE: Final = 16_000
_PIECE_S, _SEARCH_S, _QUIET_S = 300, 30, 0.2
_PAGE = "https://huggingface.co/Systran/faster-whisper-small"


def is_installed() -> bool:
    """Whether the library is here; does not import it."""
    return find_spec("faster_whisper") is not None


def find_model(given: Path | None = None) -> Path:
    """The folder of a model: the one given, else one in the studio's folder of models, else one in the Hub's cache.

    Raises StudioError: "missing" without the library or a model, "input" for a folder that holds none.
    """
    if not is_installed():
        raise StudioError("missing", "Captions from the voice need a speech recogniser, and none is installed: run `pip "
                                     "install faster-whisper` where the studio is installed, then try again.")
    if given is not None:
        if not _is_model(given):
            raise StudioError("input", f"{shown(given)} is no folder of a faster-whisper model: it needs "
                                       f"{', '.join(MODEL_FILES)}.")
        return given
    found = next((folder for folder in _folders() if _is_model(folder)), None)
    if found is None:
        raise StudioError("missing", f"No model for the speech recogniser is on this machine: fetch one, such as {_PAGE}, "
                                     f"into a folder of {models_folder()}, or name its folder with --model.")
    return found


def heard_words(voice: Path, model: Path, language: str = "", device: str = "auto",
                on_progress: Progress | None = None) -> Iterator[SpokenWord]:
    """Yield the words of a WAV of the episode, in order, times from its beginning; in flat memory, piece by piece.

    `language` is a code such as `ru`; "" lets the first piece tell. `device`: auto, cpu or cuda.
    Raises StudioError: "usage" for a language that the model does not know, "engine" where the recogniser fails.
    """
    recogniser = _loaded(model, device)
    if language and language not in recogniser.supported_languages:
        raise StudioError("usage", f"The model in {shown(model)} does not know the language {language}: give a code such as "
                                   "en or ru, or leave it out.")
    with WavFile(voice) as file:
        for start, end in pieces(file):
            sound = _for_the_model(file.read(start, end - start))
            try:
                segments, info = recogniser.transcribe(sound, language or None, word_timestamps=True, vad_filter=True,
                                                       condition_on_previous_text=False)
                for segment in segments:
                    yield from _words(segment.words or [], start / SAMPLE_RATE, end / SAMPLE_RATE)
                    if on_progress is not None:
                        on_progress(min(end, start + round(segment.end * SAMPLE_RATE)), file.samples)
            except (RuntimeError, ValueError) as error:
                raise _failed(error) from error
            language = language or info.language
            if on_progress is not None:
                on_progress(end, file.samples)


def pieces(file: WavFile) -> Iterator[tuple[int, int]]:
    """Samples from and to of pieces of about five minutes, cut where the voice is quietest."""
    start = 0
    while file.samples - start > _PIECE_S * SAMPLE_RATE:
        end = _quietest(file, start + (_PIECE_S - _SEARCH_S) * SAMPLE_RATE, _SEARCH_S * SAMPLE_RATE)
        yield start, end
        start = end
    if start < file.samples:
        yield start, file.samples


def _quietest(file: WavFile, start: int, count: int) -> int:
    size = round(_QUIET_S * SAMPLE_RATE)
    powers = np.square(file.read(start, count).mean(axis=1)).reshape(-1, size).mean(axis=1)
    return start + int(powers.argmin()) * size + size // 2


def _for_the_model(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(sound.mean(axis=1), 1, SAMPLE_RATE // HEARD_RATE), np.float32)


def _words(words: list[Word], start_s: float, end_s: float) -> Iterator[SpokenWord]:
    """They may tell a word of no length, or one behind the end: those get a little, or none."""
    for word in words:
        first = start_s + max(0.0, word.start)
        if first < end_s and word.word.strip():
            yield SpokenWord(first, min(max(start_s + word.end, first + 0.01), end_s), word.word.strip())


def _loaded(model: Path, device: str) -> WhisperModel:
    try:
        from faster_whisper import WhisperModel

        return WhisperModel(str(model), device, local_files_only=True)
    except ImportError as error:
        raise StudioError("missing", "faster-whisper is installed and cannot be loaded: install it again with `pip install "
                                     "--force-reinstall faster-whisper`.", str(error)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> StudioError:
    return StudioError("engine", f"The speech recogniser failed: {error}. Try --device cpu, or another model with --model.",
                       repr(error))


def _is_model(folder: Path) -> bool:
    return all((folder / name).is_file() for name in MODEL_FILES)


def _folders() -> Iterator[Path]:
    from huggingface_hub import constants

    yield from sorted(models_folder().glob("*whisper*"))
    yield from sorted(Path(constants.HF_HUB_CACHE).glob("models--*whisper*/snapshots/*"))
