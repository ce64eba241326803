"""`episode.toml`: what a person may edit. Unknown keys and comments survive our writing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.finish_rules import FINISH_RULES, OFF, finish_setting
from studio.episode.settings_check import LARGEST_SEED, OneOf, Real, Rule, Text, Whole, YesNo, obeyed
from studio.episode.thresholds import Thresholds, thresholds_from

SETTINGS_VERSION = 1
WHOSE_FACE = ("mine", "synthetic", "with consent")
MOST_HOLD = 1000            # frames


@dataclass(frozen=True, slots=True)
class ReferenceSetting:
    """One reference picture: its file inside the episode, the counted face (None: the largest) and its weight."""

    file: str
    face: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class EpisodeSettings:
    """All settings of an episode. Relative names of files and folders count from the episode's folder; "" means not given.

    `fps` is frames per second of the render; `hold` is how many extra frames a turning picture stands.
    """

    name: str
    references: tuple[ReferenceSetting, ...] = ()
    whose_face: str = ""                # mine | synthetic | with consent
    whose_face_note: str = ""           # such as who consented, and when
    source: str = ""
    frames: str = ""                    # a range such as 50-99; "" is every frame
    voice: str = ""
    preset: str = "D"
    engine: str = "auto"                # auto: the preset's own where it can run
    host: str = ""                      # a machine whose engines are used, by the person's name for it; "": this one
    seed: int | None = None             # None: the preset's own
    analyzer: str = "auto"
    face_pack: str = ""
    thresholds: Thresholds = field(default_factory=Thresholds)
    thresholds_by_hand: bool = False    # else det is the analyzer's own, as each has a scale of its own
    fps: float = 25.0
    loop_start: int = 0
    loop_forward: bool = True
    hold: int = 0
    gaps: str = "skip"                  # frames without a pick: skip | hold | between (in-between pictures)
    deflicker: bool = False
    lip_sync: str = OFF                 # off | draft | the name of an engine that was added
    lip_sync_refused: str = "stop"      # frames that the engine finds no face in: stop | neighbour | reroll
    foley: str = OFF                    # off | draft | the name of an engine that was added
    foley_prompt: str = ""
    foley_avoid: str = "speech, voices, singing, music"
    foley_seed: int = 0
    foley_gain_db: float = -12.0
    loudness: float | None = None       # LUFS of the whole; None: as recorded
    duck_db: float = 0.0                # how far Foley and music go down under the voice
    captions_as: str = "file"           # file | track | burned | off
    caption_font: str = ""              # a font file for burned captions; "": the program's own
    targets: str = "web"                # such as web,archive
    upscaler: str = ""                  # a file of upscaler weights; "": Lanczos
    fade_in_s: float = 0.0              # of the picture, from and to black
    fade_out_s: float = 0.0
    truth_marks: bool = True            # the signed manifest that says how the video was made
    visible_credit: bool = False
    certificate: str = ""               # PEM files of the person's own; "": a self-signed one
    certificate_key: str = ""
    publish_folder: str = ""            # "": nothing is published


_SECTIONS: dict[str, tuple[str, ...]] = {
    "identity": ("whose_face", "whose_face_note"),
    "source": ("source", "frames"),
    "voice": ("voice",),
    "generate": ("preset", "engine", "host", "seed"),
    "review": ("analyzer", "face_pack", "thresholds_by_hand"),
    "loop": ("fps", "loop_start", "loop_forward", "hold", "gaps", "deflicker"),
    "lip_sync": ("lip_sync", "lip_sync_refused"),
    "foley": ("foley", "foley_prompt", "foley_avoid", "foley_seed", "foley_gain_db"),
    "sound": ("loudness", "duck_db"),
    "captions": ("captions_as", "caption_font"),
    "export": ("targets", "upscaler", "fade_in_s", "fade_out_s", "truth_marks", "visible_credit", "certificate",
               "certificate_key", "publish_folder"),
}
_SPELLED = {
    "source": "file", "voice": "file", "loop_start": "start", "loop_forward": "forward", "lip_sync": "engine",
    "lip_sync_refused": "refused_frames", "foley": "engine", "foley_prompt": "prompt", "foley_avoid": "avoid",
    "foley_seed": "seed", "foley_gain_db": "gain_db", "captions_as": "as", "caption_font": "font",
}
_RULES: Mapping[str, Rule] = {
    "whose_face": OneOf(("", *WHOSE_FACE)), "seed": Whole(0, LARGEST_SEED), "thresholds_by_hand": YesNo(),
    "fps": Real(1, 240), "loop_start": Whole(0, 2**31 - 1), "loop_forward": YesNo(), "hold": Whole(0, MOST_HOLD),
}
"""Of what is not finishing; all else is text."""

_PICTURES = "identity.pictures"
_REFERENCE_RULES: Mapping[str, Rule] = {"file": Text(filled=True), "face": Whole(0, 9999), "weight": Real(0, 1000)}


def read_settings(path: Path) -> EpisodeSettings:
    """Read `episode.toml`; raises StudioError naming the file and what is wrong in it."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StudioError("input", f"{path.parent} is not an episode: it has no episode.toml. "
                                   "`studio new` makes one.") from error
    except OSError as error:
        raise StudioError("input", f"{path} cannot be read: {error.strerror}. Check the path and its "
                                   "permissions.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudioError("input", f"{path} cannot be read: {error}. Mend that line and try again.") from error
    version = document.get("schema", SETTINGS_VERSION)
    if not isinstance(version, int) or version > SETTINGS_VERSION:
        raise StudioError("version", f"{path.parent.name} was made by a newer version of the studio (settings version "
                                     f"{version}, this program knows {SETTINGS_VERSION}). Update the studio to open "
                                     "it; nothing was changed.")
    return _settings_from(document, path)


def write_settings(path: Path, settings: EpisodeSettings) -> None:
    """Write atomically, keeping what else stands in the file."""
    import tomlkit

    old = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(old) if old else tomlkit.document()
    document["schema"] = SETTINGS_VERSION
    document["name"] = settings.name
    for section, names in _SECTIONS.items():
        table = document.setdefault(section, tomlkit.table())
        for name in names:
            _put(table, _SPELLED.get(name, name), getattr(settings, name))
    document["identity"]["pictures"] = _reference_tables(settings.references)
    thresholds = document["review"].setdefault("thresholds", tomlkit.table())
    for item in fields(settings.thresholds):
        _put(thresholds, item.name, getattr(settings.thresholds, item.name))
    write_atomically(path, tomlkit.dumps(document).encode("utf-8"))


def _reference_tables(references: tuple[ReferenceSetting, ...]) -> Any:  # noqa: ANN401
    import tomlkit

    array = tomlkit.array().multiline(multiline=True)
    for reference in references:
        table = tomlkit.inline_table()
        for item in fields(reference):
            _put(table, item.name, getattr(reference, item.name))
        array.append(table)
    return array


def _put(table: Any, name: str, value: object) -> None:  # noqa: ANN401
    if value is None:
        table.pop(name, None)
    elif table.get(name) != value:
        table[name] = value


def _settings_from(document: Mapping[str, Any], path: Path) -> EpisodeSettings:
    values: dict[str, Any] = {"name": str(document.get("name", path.parent.stem))}
    for section, names in _SECTIONS.items():
        table = _table(document, section, path)
        for name in names:
            spelled = _SPELLED.get(name, name)
            if spelled in table:
                values[name] = _checked(table[spelled], name, f"{section}.{spelled}", path)
    values["references"] = _references_from(_table(document, "identity", path), path)
    values["thresholds"] = _thresholds_from(_table(document, "review", path), path)
    return EpisodeSettings(**values)


def _checked(value: object, name: str, spelled: str, path: Path) -> object:
    if name in FINISH_RULES:
        return finish_setting(name, value, f"{path}: {spelled}")
    return obeyed(_RULES.get(name, Text()), value, f"{path}: {spelled}")


def _references_from(identity: Mapping[str, Any], path: Path) -> tuple[ReferenceSetting, ...]:
    pictures = identity.get("pictures", [])
    if not isinstance(pictures, list) or not all(isinstance(item, Mapping) and "file" in item for item in pictures):
        raise StudioError("input", f'{path}: each entry of identity.pictures needs a file, such as {{file = "a.png"}}.')
    return tuple(_reference_from(item, f"{path}: {_PICTURES}") for item in pictures)


def _reference_from(item: Mapping[str, Any], spelled: str) -> ReferenceSetting:
    values: dict[str, Any] = {name: obeyed(rule, item[name], f"{spelled}.{name}")
                              for name, rule in _REFERENCE_RULES.items() if name in item}
    return ReferenceSetting(**values)


def _thresholds_from(review: Mapping[str, Any], path: Path) -> Thresholds:
    """An empty table is no omission: every threshold was switched off."""
    given = _table(review, "thresholds", path, "review.")
    return thresholds_from(given, f"{path}, [review.thresholds]") if "thresholds" in review else Thresholds()


def _table(document: Mapping[str, Any], name: str, path: Path, inside: str = "") -> Mapping[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, Mapping):
        raise StudioError("input", f"{path}: [{inside}{name}] must be a table.")
    return table
