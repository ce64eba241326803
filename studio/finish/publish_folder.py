"""A folder that a web server may be serving meanwhile: every file is whole at every moment, the page comes last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors, is_leftover, remove_leftovers, write_atomically
from studio.finish.disk_space import room_for
from studio.finish.publish_page import PublishedFile
from studio.media.input_files import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from studio.finish.publish_page import FileKind

FACTS_FILE, PAGE_FILE, REPORT_FILE = "episode.json", "index.html", "report.html"
PUBLISH_VERSION: Final = 1
_MARK: Final = "fullmotion_studio_publication"
_BEGUN: Final = "begun"
"""Of `episode.json`: files of a publication that has not come to its end."""
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Publisher:
    """An episode as its folder knows it: by a `mark` of its own, whatever its `title` becomes.

    Folders of before had none: those are the episode's that have its title, or that it `has_published` to.
    """

    mark: str
    title: str
    has_published: bool = False

    def owns(self, facts: Mapping[str, Any]) -> bool:
        """Whether a folder with this `episode.json` is this episode's."""
        if "publisher" in facts:
            return bool(facts["publisher"] == self.mark)
        return self.has_published or facts.get("episode") == self.title


class PublishFolder:
    """One episode's folder. It belongs to the studio once its `episode.json` says so; others are left alone.

    What a publication that was killed left there, whole or half, goes with the next one.
    """

    def __init__(self, folder: Path, publisher: Publisher) -> None:
        """Raises StudioError("input") for a folder with something else in it, or another episode's; "disk" where it
        cannot be looked into or written."""
        self._folder = folder
        self._publisher = publisher
        self.before = _published_before(folder, publisher)
        self.files: list[PublishedFile] = []
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        if not (folder / FACTS_FILE).exists():      # so that one that is stopped midway is known as ours the next time
            self._write_facts({}, ())

    def copy(self, source: Path, name: str, kind: FileKind, target: str = "",
             on_block: Callable[[int], None] | None = None) -> PublishedFile:
        """Copy a file there. `on_block` hears of every block how many bytes it has; raise from it to cancel."""
        self._begin(name)
        digest = _copied(source, self._folder / name, on_block)
        return self._note(PublishedFile(name, kind, source.stat().st_size, digest, target))

    def write(self, content: bytes, name: str, kind: FileKind) -> PublishedFile:
        """Write a small file."""
        self._begin(name)
        write_atomically(self._folder / name, content)
        return self._note(PublishedFile(name, kind, len(content), hashlib.sha256(content).hexdigest()))

    def finish(self, facts: Mapping[str, Any], page: str) -> Path:
        """Write `episode.json` and then the page, and take away what an earlier publication left beside it."""
        self._write_facts(facts, self.files)
        write_atomically(self._folder / PAGE_FILE, page.encode("utf-8"))
        self._remove_old(name for name in self.before if name not in {file.name for file in self.files})
        return self._folder / PAGE_FILE

    def _begin(self, name: str) -> None:
        """Note a new file before it is there, so that it is known as ours whatever happens then."""
        known = {*self.before, *(file.name for file in self.files)}
        if name not in known:
            facts = _facts_in(self._folder / FACTS_FILE)
            self._write({**facts, _BEGUN: sorted({*facts.get(_BEGUN, ()), name})})

    def _write_facts(self, facts: Mapping[str, Any], files: Iterable[PublishedFile]) -> None:
        document = {**facts, _MARK: PUBLISH_VERSION, "publisher": self._publisher.mark, "episode": self._publisher.title,
                    "files": [asdict(file) for file in files]}
        self._write(document)

    def _write(self, document: Mapping[str, Any]) -> None:
        content = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, sort_keys=True)
        write_atomically(self._folder / FACTS_FILE, content.encode("utf-8"))

    def _note(self, file: PublishedFile) -> PublishedFile:
        self.files.append(file)
        return file

    def _remove_old(self, names: Iterable[str]) -> None:
        for name in names:
            path = self._folder / name
            if path.parent == self._folder and path.is_file():
                with disk_errors(path):
                    path.unlink(missing_ok=True)


def publication_in(folder: Path) -> Mapping[str, Any] | None:
    """What a published episode says of itself in `folder`; None for a folder that is new or empty.

    Raises StudioError("input") for one with something else in it, or that a file is in the place of, "disk" for one that
    cannot be looked into.
    """
    if not _holds_anything(folder):
        return None
    facts = _facts_in(folder / FACTS_FILE)
    if _MARK not in facts:
        raise StudioError("input", f"{shown(folder)} holds other files, which publishing would mix with its own: choose "
                                   "another folder to publish to, or empty that one.")
    return facts


def _published_before(folder: Path, publisher: Publisher) -> tuple[str, ...]:
    """The names of the files that an earlier publication of this episode left, () for a new folder."""
    facts = publication_in(folder)
    if facts is None:
        return ()
    if not publisher.owns(facts):
        raise StudioError("input", f"{shown(folder)} holds another published episode, {facts.get('episode')}: choose "
                                   "another folder to publish to, or remove that one.")
    named = [item["name"] for item in facts.get("files", []) if isinstance(item, dict) and "name" in item]
    return tuple(map(str, (*named, *facts.get(_BEGUN, ()))))


def _holds_anything(folder: Path) -> bool:
    """Whether more lies there than what a publication that was killed left half written; False for no folder."""
    try:
        return not all(map(is_leftover, folder.iterdir()))
    except FileNotFoundError:
        return False
    except NotADirectoryError as error:
        raise StudioError("input", f"{shown(folder)} is a file, or lies in one, where the folder of the published episode "
                                   "would go: choose another folder to publish to.") from error
    except OSError as error:
        raise _hidden(folder, error) from error


def _facts_in(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    except OSError as error:
        raise _hidden(path, error) from error
    return found if isinstance(found, dict) else {}


def _hidden(path: Path, error: OSError) -> StudioError:
    return StudioError("disk", f"{shown(path)} cannot be looked into ({error.strerror or error}): change its permissions, "
                               "or choose another folder to publish to.", str(error))


def _copied(source: Path, out: Path, on_block: Callable[[int], None] | None) -> str:
    """Copy block by block; the sha256."""
    digest = hashlib.sha256()
    with source.open("rb") as read, room_for(out, source.stat().st_size) as temporary, temporary.open("wb") as written:
        while block := read.read(_BLOCK):
            digest.update(block)
            written.write(block)
            if on_block is not None:
                on_block(len(block))
    return digest.hexdigest()
