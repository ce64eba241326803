"""The winner of a sweep becomes the person's default preset, with the evidence in its note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.sweep_records import SweepArm

if TYPE_CHECKING:
    from studio.jobs.sweep_reading import SweepFindings, SweepReading
    from studio.review.lab.words import Language


@dataclass(frozen=True, slots=True)
class NewDefault:
    """`name` is the default now, `before` was it."""

    name: str
    before: str


def make_default(episode: str, reading: SweepReading, findings: SweepFindings, arm: int, day: str,
                 language: Language) -> NewDefault:
    """Save the preset of an arm among the person's own, with a note of what the sweep showed, and make it the default.

    `day` is the date to be noted. A preset of that name that has other values by now stays as it is, and the new one gets
    the sweep's number. Raises StudioError("input") where the arm has no settings, as of pictures made elsewhere.
    """
    chosen = reading.sweep.arms[arm]
    if chosen.settings is None:
        raise StudioError("input", f"What {chosen.label} was made with is not known, so it cannot be the default. "
                                   "Choose a preset that was made here.")
    library = PresetLibrary()
    before = library.default_name()
    preset = _as_preset(library, chosen, reading.sweep.id)
    evidence = evidence_note(episode, reading, findings, arm, day, language)
    note = "\n".join(filter(None, (preset.note, evidence))) if evidence not in preset.note else preset.note
    library.save(replace(preset, note=note), over=True)
    library.set_default(preset.name)
    return NewDefault(preset.name, before)


def evidence_note(episode: str, reading: SweepReading, findings: SweepFindings, arm: int, day: str,
                  language: Language) -> str:
    """One line: rate and interval, p against every other preset, date, analyzer."""
    from studio.review.lab.sentences import pair_sentence, rate_sentence
    from studio.review.lab.words import number, say

    name, analysis = reading.sweep.arms[arm].label, findings.analysis
    head = say(language, "default_note", sweep=reading.sweep.id, episode=episode, day=day, n=len(reading.sweep.frames),
               strict=number(language, reading.strict), analyzer=reading.table.analyzer)
    pairs = [pair_sentence(pair, language) for pair in analysis.pairs if name in (pair.first, pair.second)]
    return " ".join([head, rate_sentence(analysis.rates[arm], language), *pairs])


def _as_preset(library: PresetLibrary, arm: SweepArm, sweep: int) -> Preset:
    """Under the arm's own name, its seed being the library's, since a sweep takes the episode's."""
    assert arm.settings is not None
    base = next((library.get(name) for name in library.names() if name == arm.preset), None)
    varied = "seed=" in arm.label.removeprefix(arm.preset)
    settings = arm.settings if base is None or varied else replace(arm.settings, seed=base.settings.seed)
    taken = next((library.get(name) for name in library.names() if name.casefold() == arm.label.casefold()), None)
    if taken is None or taken.settings == settings:
        return Preset(arm.label, settings, taken.note if taken else "")
    return Preset(f"{arm.label} ({sweep})", settings)
