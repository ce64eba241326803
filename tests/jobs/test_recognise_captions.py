"""The recogniser's adapter: what it says where something lacks, and what it makes of what the library tells.

The library and its models are not at hand in a test; a stand-in of a few lines speaks its protocol.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.speech_recogniser import MODEL_FILES, find_model, heard_words, is_installed, pieces
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.inputs import import_voice
from studio.jobs.recognise_captions import recognise_captions
from studio.media.wav_file import WavFile
from tests.finish.sounds import RATE, speech, write_float

LIBRARY = '''
from types import SimpleNamespace as Thing

class WhisperModel:
    supported_languages = ["en", "ru"]

    def __init__(self, folder, device="auto", local_files_only=False):
        assert local_files_only
        if device == "cuda":
            raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")

    def transcribe(self, sound, language, word_timestamps, vad_filter, condition_on_previous_text):
        assert sound.dtype == "float32" and sound.ndim == 1
        seconds = len(sound) / 16_000
        said = [(0.2, 0.5, " Hello"), (0.5, 0.5, " there."), (0.6, 0.7, " "), (1.5, 1.9, " Again"),
                (seconds + 1, seconds + 2, " late")]
        words = [Thing(start=a, end=b, word=w, probability=0.9) for a, b, w in said]
        return iter([Thing(start=0, end=1, text="", words=words[:3]), Thing(start=1, end=2, text="", words=words[3:]),
                     Thing(start=2, end=2, text="", words=None)]), Thing(language=language or "en", language_probability=0.8)
'''


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in, importable, and a folder of a model."""
    (tmp_path / "library" / "faster_whisper").mkdir(parents=True)
    (tmp_path / "library" / "faster_whisper" / "__init__.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path / "library")
    monkeypatch.delitem(sys.modules, "faster_whisper", raising=False)
    folder = tmp_path / "models" / "a-whisper"
    folder.mkdir(parents=True)
    for name in MODEL_FILES:
        (folder / name).write_bytes(b"x")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    write_float(tmp_path / "voice.wav", speech(4.0))
    made = EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a"))
    import_voice(made, tmp_path / "voice.wav", lambda _: None)
    return made


def test_without_the_library_it_is_said() -> None:
    if is_installed():
        pytest.skip("faster-whisper is installed here")
    with pytest.raises(StudioError, match="pip install faster-whisper") as caught:
        find_model()
    assert caught.value.kind == "missing"


def test_a_model_is_found_where_models_lie(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("studio.finish.speech_recogniser.models_folder", lambda: tmp_path / "none")
    with pytest.raises(StudioError, match="No model for the speech recogniser"):
        find_model()
    monkeypatch.setattr("studio.finish.speech_recogniser.models_folder", lambda: model.parent)
    assert find_model() == find_model(model) == model
    (model / "tokenizer.json").unlink()
    with pytest.raises(StudioError, match=r"it needs model\.bin"):
        find_model(model)


def test_the_voice_becomes_captions_that_can_be_undone(store: EpisodeStore, model: Path) -> None:
    told: list[JobEvent] = []
    captions = recognise_captions(store, told.append, JobControl(), model=model)
    assert [caption.text for caption in captions] == ["Hello there.", "Again"]
    assert [(caption.start_s, caption.end_s) for caption in captions] == [(0.2, 1.2), (1.5, 2.5)]
    assert store.timeline().captions == captions
    assert [event.done for event in told if event.kind == "progress"][-1] == 4
    store.history.undo()
    assert store.timeline().captions == ()


def test_words_stand_where_the_clips_play_them(store: EpisodeStore, model: Path) -> None:
    voice = store.timeline().tracks[0]
    clip = replace(voice.clips[0], start_s=1.0, offset_s=1.4, length_s=2.0)
    store.history.set_timeline(store.timeline().with_track(replace(voice, clips=(clip,))), "cut")
    captions = recognise_captions(store, lambda _: None, JobControl(), model=model)
    assert [(round(item.start_s, 6), item.text) for item in captions] == [(1.1, "Again")]


@pytest.mark.parametrize(("language", "device", "kind", "said"), [
    ("xx", "auto", "usage", "does not know the language xx"), ("", "cuda", "engine", "libcublas"),
])
def test_failures_are_sentences(store: EpisodeStore, model: Path, language: str, device: str, kind: str,
                                said: str) -> None:
    with pytest.raises(StudioError, match=said) as caught:
        recognise_captions(store, lambda _: None, JobControl(), language=language, model=model, device=device)
    assert caught.value.kind == kind
    assert store.timeline().captions == ()


def test_stopping_changes_nothing(store: EpisodeStore, model: Path) -> None:
    control = JobControl()
    control.stop()
    with pytest.raises(StopRequested):
        recognise_captions(store, lambda _: None, control, model=model)
    assert store.timeline().captions == ()


def test_long_voices_are_heard_in_pieces_cut_in_silence(tmp_path: Path, model: Path) -> None:
    sound = np.full((700 * RATE, 1), 0.1, np.float32)
    sound[290 * RATE : 291 * RATE] = 0
    path = write_float(tmp_path / "long.wav", sound)
    with WavFile(path) as file:
        cuts = list(pieces(file))
    assert cuts[0][0] == 0
    assert 290 * RATE <= cuts[0][1] <= 291 * RATE
    assert [start for start, _ in cuts[1:]] == [end for _, end in cuts[:-1]]
    assert cuts[-1][1] == len(sound)
    assert [round(word.start_s - 0.2, 3) for word in heard_words(path, model) if word.text == "Hello"] == [
        round(start / RATE, 3) for start, _ in cuts]
