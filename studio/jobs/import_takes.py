"""Pictures made elsewhere become takes of the episode's frames."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.external_takes import EXTERNAL_ENGINE, external_recipe_json, unknown_settings
from studio.episode.frame_table import FrameRow
from studio.episode.lease import generating_lease
from studio.episode.nearest import folded, suggestion
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.preset import check_preset_name
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts
from studio.finish.marks import png_marks
from studio.generate.imported import KEPT_TEXTS, external_request, known_settings
from studio.generate.picture_matching import match_pictures
from studio.jobs.events import JobEvent, Listener
from studio.jobs.inputs import import_preset, open_episode_source
from studio.jobs.review_takes import frames_in_range
from studio.media.input_files import shown
from studio.media.pictures import encode_png, png_text, read_picture
from studio.media.thumbnails import thumbnail_jpeg
from studio.source.picture_files import file_label, list_pictures

LABEL = "external"
_STAGE = "import"
_PNG_START = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`taken` pictures stand as takes now, new or from before; settings in `unknown` are not known of all of them."""

    taken: int
    unknown: tuple[str, ...]
    notices: tuple[str, ...]
    recipe: int


def import_takes(store: EpisodeStore, folder: Path, preset: str, mapping: str, listen: Listener, *,
                 for_review: bool = True) -> ImportReport:
    """Take in the pictures of `folder` under the name `preset`, and let review and the loop work on them (`for_review`).

    `mapping` as for `match_pictures`, onto the frames in the episode's range. A picture or frame that cannot be read
    is named in the notices, and the rest go on; a picture imported before is found again. A preset of the library,
    or in a file, becomes the episode's; any other name only labels the takes.
    Raises StudioError: "input" for a folder without pictures, "busy" while the episode is being generated.
    """
    with generating_lease(store.folder):
        adopted = store.adopt_takes()
        if adopted:
            listen(JobEvent("notice", _STAGE, text=f"{adopted} finished takes of an interrupted run were found."))
        return _Import(store, preset, listen).run(folder, mapping, for_review=for_review)


class _Import:
    def __init__(self, store: EpisodeStore, preset: str, listen: Listener) -> None:
        source = store.frames.current_source()
        self._store = store
        self._listen = listen
        self._source_digest = source.digest if source else ""
        self._given = preset
        self._preset, self._in_library = _preset_name(preset)
        self._recipe = store.takes.add_recipe(external_recipe_json(self._preset), self._preset, EXTERNAL_ENGINE)
        self._notices: list[str] = []
        self._unknown: dict[str, None] = {}

    def run(self, folder: Path, mapping: str, *, for_review: bool) -> ImportReport:
        started = time.perf_counter()
        self._listen(JobEvent("stage", _STAGE))
        pairs = self._match(folder, mapping)
        pixels = self._frame_pixels([frame for _, frame in pairs])
        taken = 0
        for done, (path, frame) in enumerate(pairs, start=1):
            taken += frame.id in pixels and self._take(path, frame, pixels[frame.id])
            self._listen(JobEvent("progress", _STAGE, done, len(pairs), frame=frame.number))
        if taken and for_review:
            self._make_current()
        self._listen(JobEvent("stage done", _STAGE, seconds=time.perf_counter() - started))
        return ImportReport(taken, tuple(self._unknown), tuple(self._notices), self._recipe)

    def _match(self, folder: Path, mapping: str) -> list[tuple[Path, FrameRow]]:
        files, _ = list_pictures(folder)
        if not files:
            raise StudioError("input", f"{shown(folder)} holds no pictures: give the folder that they lie in.")
        frames = {row.number: row for row in frames_in_range(self._store)}
        matches = match_pictures(files, list(frames), mapping)
        for notice in matches.notices:
            self._note(notice)
        return [(path, frames[number]) for path, number in matches.pairs]

    def _frame_pixels(self, frames: Sequence[FrameRow]) -> dict[int, str]:
        """The fingerprints of these frames by their ids, decoding those that were never looked at."""
        known = {frame.id: frame.pixels for frame in frames if frame.pixels is not None}
        missing = {frame.number: frame.id for frame in frames if frame.pixels is None}
        found = []
        for number, picture in open_episode_source(self._store).read(list(missing)) if missing else ():
            if isinstance(picture, StudioError):
                self._note(f"Frame {number} of the source cannot be read, its pictures are left out: {picture.message}")
            else:
                found.append((missing[number], pixels_sha256(picture)))
        self._store.frames.set_pixels(found)
        return {**known, **dict(found)}

    def _take(self, path: Path, frame: FrameRow, frame_pixels: str) -> bool:
        """Whether the picture stands as a take now."""
        try:
            picture = read_picture(path)
            texts = _texts(path)
        except StudioError as problem:
            self._note(f"Left out: {problem.message}")
            return False
        known, problems = known_settings(texts)
        for text in problems:
            self._note(f"{file_label(path)}: {text}.")
        height, width = picture.shape[:2]
        request = external_request(pixels_sha256(picture), frame_pixels, known, width, height)
        self._unknown.update(dict.fromkeys(unknown_settings(request)))
        before = self._store.takes.find(request.key)
        if before is None:
            self._commit(request, picture, texts, known.software, frame)
        else:
            self._store.takes.link(frame.id, before, self._recipe)
        return True

    def _commit(self, request: TakeRequest, picture: Picture, texts: dict[str, str], made_with: str,
                frame: FrameRow) -> None:
        software = f"{made_with or 'unknown software'}, imported by Full-Motion Studio {__version__}"
        facts = TakeFacts(LABEL, request.settings.width, request.settings.height, None, "", software)
        mark = TakeMark(request, facts, self._preset, self._source_digest, frame.number, request.settings.seed)
        kept = {name: texts[name] for name in KEPT_TEXTS if name in texts}
        png = encode_png(picture, {**kept, **png_marks(mark.as_facts())})
        self._store.takes.commit(request, facts, png, thumbnail_jpeg(picture), frame.id, self._recipe)

    def _make_current(self) -> None:
        self._store.takes.set_current_recipe(self._recipe)
        if self._in_library:
            import_preset(self._store, self._given if PresetLibrary().origin(self._given) == "file" else self._preset)
        else:
            self._note(f'"{self._preset}" is no preset of the library{suggestion(self._preset, PresetLibrary().names())}'
                       f": it names these takes alone, and generating goes on with {self._store.settings.preset}.")

    def _note(self, text: str) -> None:
        self._notices.append(text)
        self._listen(JobEvent("notice", _STAGE, text=text))


def _preset_name(given: str) -> tuple[str, bool]:
    """The name that takes stand under, and whether a preset is called so."""
    library = PresetLibrary()
    is_path = given.lower().endswith(".toml") or "/" in given or "\\" in given
    if is_path or folded(given) in map(folded, library.names()):
        return library.get(given).name, True
    return check_preset_name(given), False


def _texts(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        is_png = file.read(len(_PNG_START)) == _PNG_START
    return png_text(path) if is_png else {}
