"""Bringing a person's files into the episode: copied whole, looked at once, and only then entered in the settings."""

from __future__ import annotations

import hashlib
import shutil
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import (
    atomic_path,
    disk_errors,
    require_text_name,
    safe_name,
    sync_file,
    sync_folder,
    write_atomically,
)
from studio.episode.frame_range import parse_frame_range
from studio.episode.frame_table import SourceRow
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import ReferenceSetting
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent, Listener
from studio.jobs.stages import Stage, StageReport, StageWork, file_digest, run_stage
from studio.media.input_files import require_file, shown
from studio.media.pictures import read_picture
from studio.media.sound import is_silent, to_wav_48k
from studio.source.open_source import open_source
from studio.source.source import Source

SOURCE_REVISION = 1
VOICE_REVISION = 1


@dataclass(frozen=True, slots=True)
class ReferenceInput:
    """A reference picture as given: its file, the counted face (None: the largest) and its weight."""

    path: Path
    face: int | None = None
    weight: float = 1.0


def import_source(store: EpisodeStore, path: Path, listen: Listener, *, link: bool = False) -> StageReport:
    """Copy (or link to) a video or a folder of pictures, list its frames, and make it the episode's source."""
    require_exists(path, "source")
    if link:
        require_text_name(path)
    digest = source_digest(path)
    stage = Stage("source", {"revision": SOURCE_REVISION, "digest": digest, "link": str(path.absolute()) if link else ""})

    def work(_: Path) -> StageWork:
        source = open_source(path)          # whatever is wrong with it is said before anything is copied
        file = str(path.absolute()) if link else _keep(store, path, "source", digest)
        row = SourceRow(digest, source.kind, file, source.width, source.height, source.fps)
        store.frames.register(row, ((item.number, item.time_s, item.name) for item in source.frames))
        return StageWork(len(source.frames), {"file": file, "notices": list(source.notices)})

    run, report = run_stage(store, stage, work, listen)
    if report.cached:
        store.frames.make_current(digest, run.details["file"])
    for notice in run.details["notices"]:
        listen(JobEvent("notice", "source", text=notice))
    if store.settings.source != run.details["file"]:
        store.change_settings({"source": run.details["file"]})
    return report


def open_episode_source(store: EpisodeStore) -> Source:
    """The episode's source, opened from its copy inside the episode."""
    file = store.settings.source
    if not file:
        raise StudioError("input", f"{store.folder.name} has no source yet. Add one with `studio import {store.folder} "
                                   "--source PATH`.")
    return open_source(store.path(file))


def set_frames(store: EpisodeStore, frames: str) -> None:
    """Check a range against the source and enter it."""
    if frames:
        parse_frame_range(frames).select([row.number for row in store.frames.of_current_source()])
    if store.settings.frames != frames:
        store.change_settings({"frames": frames})


def import_references(store: EpisodeStore, references: Sequence[ReferenceInput]) -> None:
    """Copy reference pictures into the episode and make them its identity."""
    kept = []
    for reference in references:
        require_exists(reference.path, "reference picture")
        file = _keep(store, reference.path, "identity", file_digest(reference.path))
        kept.append(ReferenceSetting(file, reference.face, reference.weight))
    if store.settings.references != tuple(kept):
        store.change_settings({"references": tuple(kept)})


def import_voice(store: EpisodeStore, path: Path, listen: Listener) -> StageReport:
    """Convert any common sound file to 48 kHz inside the episode and make it the voice."""
    require_exists(path, "voice")
    run, report = keep_sound(store, path, "voice", VOICE_REVISION, listen)
    if store.settings.voice != run.output:
        store.change_settings({"voice": run.output})
    return report


def keep_sound(store: EpisodeStore, path: Path, stage: str, revision: int, listen: Listener) -> tuple[StageRun, StageReport]:
    """Convert any common sound file to 48 kHz inside the episode, as stage `voice` or `sound`; says so where it is silent.

    A file that was brought in before is found again. Raises StudioError for what is no sound.
    """
    require_file(path, "sound")
    digest = file_digest(path)
    name = f"audio/{digest[:12]}-{safe_name(path.stem, 40)}.wav"

    def work(out: Path) -> StageWork:
        sound = to_wav_48k(path, out)
        return StageWork(1, {"samples": sound.samples_48k, "silent": is_silent(out)})

    run, report = run_stage(store, Stage(stage, {"revision": revision, "digest": digest}, file=name), work, listen)
    if run.details["silent"]:
        listen(JobEvent("notice", stage, text=f"{path.name} is silent from beginning to end; it is used as it is."))
    return run, report


def import_preset(store: EpisodeStore, name_or_file: str) -> None:
    """Make a preset of the library the episode's, or a TOML file, which is copied into the episode.

    Raises StudioError for an unknown name or a file that is no preset.
    """
    library = PresetLibrary()
    library.get(name_or_file)
    entered = name_or_file
    if library.origin(name_or_file) == "file":
        path = Path(name_or_file)
        entered = f"presets/{safe_name(path.stem)}.toml"
        if path.resolve() != store.path(entered).resolve():
            write_atomically(store.path(entered), path.read_bytes())
    if store.settings.preset != entered:
        store.change_settings({"preset": entered})


def source_digest(path: Path) -> str:
    """sha256 of a file, or of the names and contents of a folder's files in order."""
    if path.is_file():
        return file_digest(path)
    digest = hashlib.sha256(b"folder\n")
    for item in sorted(entry for entry in path.iterdir() if entry.is_file()):
        digest.update(f"{item.name}\n{file_digest(item)}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def require_exists(path: Path, what: str) -> None:
    """StudioError where the given file is not there or may not be read, or is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise StudioError("input", f"The {what} {shown(path)} does not exist. Check the path.") from error
    except (OSError, ValueError) as error:
        raise StudioError("input", f"The {what} {shown(path)} cannot be read: {error}.") from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise StudioError("input", f"The {what} {shown(path)} is neither a file nor a folder. Check the path.")


def require_pictures(paths: Iterable[Path]) -> None:
    """StudioError naming the first reference that is no picture."""
    for path in paths:
        require_exists(path, "reference picture")
        read_picture(path)


def _keep(store: EpisodeStore, path: Path, folder: str, digest: str) -> str:
    stem = safe_name(path.stem.removeprefix(f"{digest[:12]}-"), 40)     # a copy of a copy keeps its name
    suffix = f".{safe_name(path.suffix[1:])}" if path.suffix else ""
    name = f"{folder}/{digest[:12]}-{stem}{suffix}"
    target = store.path(name)
    if not target.exists():
        with disk_errors(target):
            _copy(path, target)
    return name


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        partial = target.with_name(f".{target.name}.part")
        shutil.rmtree(partial, ignore_errors=True)
        try:
            _copy_pictures(path, partial)
            partial.rename(target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    else:
        with atomic_path(target) as temporary:
            shutil.copyfile(path, temporary)


def _copy_pictures(path: Path, folder: Path) -> None:
    """Synced when all are there: by then the system has written most of them."""
    folder.mkdir(parents=True)
    copies = [shutil.copyfile(item, folder / item.name) for item in sorted(path.iterdir()) if item.is_file()]
    for copy in copies:
        sync_file(copy)
    sync_folder(folder)
