"""Captions from the voice itself, by a speech recogniser on this machine, as one step of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE, Caption, Track
from studio.finish.speech_recogniser import find_model, heard_words
from studio.finish.word_grouping import SpokenWord, captions_of_words
from studio.jobs.events import JobControl, JobEvent, Listener, stage_progress

STAGE = "captions"


def recognise_captions(store: EpisodeStore, listen: Listener, control: JobControl, *, language: str = "",
                       model: Path | None = None, device: str = "auto") -> tuple[Caption, ...]:
    """Hear the voice and put its words in place of the captions there are; can be undone.

    Raises StudioError: "missing" without recogniser or model, "input" without a voice, "nothing" where no word is heard.
    """
    folder = find_model(model)
    voice = store.timeline().voice
    if voice is None or not voice.clips:
        raise StudioError("input", f"{store.folder.name} has no voice yet. Add one with `studio import {store.folder} "
                                   "--voice FILE`.")
    report = stage_progress(listen, STAGE, SOUND_RATE, control)
    listen(JobEvent("loading", STAGE))
    heard = {file: list(heard_words(store.path(file), folder, language, device, report))
             for file in dict.fromkeys(clip.file for clip in voice.clips)}
    captions = captions_of_words(word for file, words in heard.items() for word in on_timeline(words, voice, file))
    if not captions:
        raise StudioError("nothing", "No word was heard in the voice: check that it speaks, or name its language with "
                                     "--language.")
    store.history.set_timeline(replace(store.timeline(), captions=captions), "captions from the voice")
    return captions


def on_timeline(words: Iterable[SpokenWord], voice: Track, file: str) -> Iterator[SpokenWord]:
    """The words of a file where the clips of the voice's track play them."""
    spoken = tuple(words)
    for clip in voice.clips:
        moved = clip.start_s - clip.offset_s
        for word in spoken:
            middle = (word.start_s + word.end_s) / 2
            if clip.file == file and clip.offset_s <= middle < clip.offset_s + clip.length_s:
                yield SpokenWord(max(word.start_s + moved, clip.start_s), min(word.end_s + moved, clip.end_s), word.text)
