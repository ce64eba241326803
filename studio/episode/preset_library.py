"""The presets a person can name: those that are shipped, and their own, which win."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias

from studio.episode.bundled import bundled
from studio.episode.config import load_config, update_config
from studio.episode.errors import StudioError
from studio.episode.files import disk_errors, write_atomically
from studio.episode.folders import personal_presets_folder
from studio.episode.nearest import folded, suggestion
from studio.episode.preset import (
    SUFFIX,
    Preset,
    check_preset_name,
    dump_preset,
    parse_preset,
    read_preset_text,
)

Origin: TypeAlias = Literal["shipped", "personal", "file"]

SHIPPED_DEFAULT = "D"
"""The recipe's own choice, the default until the person sets another."""


@dataclass(frozen=True, slots=True)
class PresetEntry:
    """One line of the library: a preset, or why its file cannot be used."""

    name: str
    origin: Origin
    preset: Preset | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A preset's file in the library, under the name it has there."""

    name: str
    origin: Origin
    file: Traversable

    def text(self) -> str:
        if isinstance(self.file, Path):
            return read_preset_text(self.file)
        return self.file.read_text(encoding="utf-8")

    def preset(self) -> Preset:
        return parse_preset(self.text(), self.name, f"{self.origin}: {self.file}")


class PresetLibrary:
    """Presets by name, whatever its case, since Windows and macOS take `d.toml` and `D.toml` for one file.

    `personal` is the folder of the person's own presets, `config` the settings file with the default's name;
    both are the platform's own unless given. `notices` gathers what the settings file had to report.
    """

    def __init__(self, personal: Path | None = None, config: Path | None = None) -> None:
        self.personal = personal or personal_presets_folder()
        self.notices: list[str] = []
        self._config = config

    def names(self) -> list[str]:
        """Every name once, in alphabetical order; the files are not opened."""
        return [found.name for found in self._all()]

    def entries(self) -> list[PresetEntry]:
        """Every preset, read; a file that cannot be used is an entry with its problem and hides no other."""
        return [_entry(found) for found in self._all()]

    def get(self, name_or_path: str | Path) -> Preset:
        """The preset of that name, or in that file (a `Path`, or a text that ends in `.toml` or has a slash).

        Raises StudioError("input") for an unknown name, with the nearest one, and for a file that is no preset.
        """
        return self._find(name_or_path).preset()

    def origin(self, name_or_path: str | Path) -> Origin:
        """Where `get` finds it."""
        return self._find(name_or_path).origin

    def save(self, preset: Preset, *, over: bool = False) -> Path:
        """Write a personal preset and return its file, whose comments and order stay where it existed.

        Raises StudioError("input") for a name no file may have, or one that exists, unless `over`.
        """
        name = check_preset_name(preset.name)
        if not over:
            self._refuse_taken(name)
        path = self._personal_path(name)
        earlier = _text_or_none(path)
        write_atomically(path, dump_preset(replace(preset, name=name), earlier or "").encode("utf-8"))
        return path

    def import_file(self, path: Path, name: str | None = None, *, over: bool = False) -> Preset:
        """Copy the preset in `path` among the personal ones, as `name` or as the file is called, word for word.

        Raises StudioError("input") where it is no preset, or the name exists, unless `over`.
        """
        name = check_preset_name(path.stem if name is None else name)
        text = read_preset_text(path)
        preset = parse_preset(text, name, str(path))
        if not over:
            self._refuse_taken(name)
        write_atomically(self._personal_path(name), text.encode("utf-8"))
        return preset

    def rename(self, name: str, new_name: str) -> str:
        """Call a personal preset otherwise and return its new name; the default follows it.

        Raises StudioError("input") for a preset that is not personal, or a name that is taken or no file may have.
        """
        found = self._own(name)
        new = check_preset_name(new_name)
        if folded(new) != folded(found.name):
            self._refuse_taken(new)
        was_default = folded(self._default_or_none()) == folded(found.name)
        with disk_errors(self.personal):
            (self.personal / found.file.name).replace(self.personal / f"{new}{SUFFIX}")
        if was_default:
            self.set_default(new)
        return new

    def delete(self, name: str) -> None:
        """Delete a personal preset; where it was the default and no other has its name, D is the default again.

        Raises StudioError("input") for a preset that is not personal.
        """
        found = self._own(name)
        was_default = folded(self._default_or_none()) == folded(found.name)
        with disk_errors(self.personal):
            (self.personal / found.file.name).unlink()
        if was_default and folded(found.name) not in map(folded, self.names()):
            self.set_default(SHIPPED_DEFAULT)

    def export_file(self, name_or_path: str | Path, target: Path, *, over: bool = False) -> Path:
        """Write one preset to the file `target`, or into the folder `target` under its name; the path written.

        Its comments go along, and every value is written out, whatever a later version's defaults may be.

        Raises StudioError("input") where the file exists, unless `over`.
        """
        found = self._find(name_or_path)
        preset = found.preset()
        path = target / f"{preset.name}{SUFFIX}" if target.is_dir() else target
        if path.exists() and not over:
            raise StudioError("input", f"{path} exists already. Choose another name, or allow replacing it.")
        write_atomically(path, dump_preset(preset, found.text()).encode("utf-8"))
        return path

    def default_name(self) -> str:
        """The preset used where none is named: the person's choice, else D.

        Raises StudioError("input") where the person's choice is no longer in the library.
        """
        config, notices = load_config(self._config)
        self.notices += notices
        chosen = config.default_preset or SHIPPED_DEFAULT
        try:
            return self._find(chosen).name
        except StudioError as error:
            raise StudioError(
                "input", f'The default preset "{chosen}" is no longer in the library. Choose another default, or '
                         f"name a preset; there are {', '.join(self.names())}."
            ) from error

    def set_default(self, name: str) -> None:
        """Make `name` the default. Raises StudioError("input") where it is unknown or cannot be used."""
        found = self._find(name)
        if found.origin == "file":
            raise StudioError("input", f'The default must be a preset of the library; import "{name}" first.')
        chosen = found.preset().name
        _, notices = update_config(lambda config: replace(config, default_preset=chosen), self._config)
        self.notices += notices

    def _all(self) -> list[_Found]:
        """Of names that differ only in case, a personal one hides a shipped one."""
        own = list(_personal_files(self.personal))
        hidden = {folded(found.name) for found in own}
        shipped = [found for found in _shipped_files() if folded(found.name) not in hidden]
        return sorted(own + shipped, key=lambda found: (folded(found.name), found.name))

    def _find(self, name_or_path: str | Path) -> _Found:
        if _is_path(name_or_path):
            path = Path(name_or_path)
            return _Found(path.stem, "file", path)
        name, everything = str(name_or_path), self._all()
        same = [found for found in everything if folded(found.name) == folded(name)]
        if same:
            return next((found for found in same if found.name == name), same[0])
        names = [found.name for found in everything]
        raise StudioError(
            "input", f'There is no preset "{name}"{suggestion(name, names)}; there are {", ".join(names)}, '
                     "and a file's path works too."
        )

    def _own(self, name: str) -> _Found:
        found = self._find(name)
        if found.origin != "personal":
            raise StudioError("input", f'The preset "{found.name}" is not one of your own, so it stays as it is. Save it '
                                       "under a name of yours instead.")
        return found

    def _default_or_none(self) -> str:
        try:
            return self.default_name()
        except StudioError:
            return ""

    def _refuse_taken(self, name: str) -> None:
        taken = next((found for found in self._all() if folded(found.name) == folded(name)), None)
        if taken is not None:
            raise StudioError(
                "input", f'A {taken.origin} preset is called "{taken.name}" already. Give another name, or '
                         "allow replacing it."
            )

    def _personal_path(self, name: str) -> Path:
        """The file of a personal preset: the one that has the name in whatever case, so that it is replaced."""
        same = (found for found in _personal_files(self.personal) if folded(found.name) == folded(name))
        return next((self.personal / found.file.name for found in same), self.personal / f"{name}{SUFFIX}")


def _is_path(name_or_path: str | Path) -> bool:
    if isinstance(name_or_path, Path):
        return True
    return name_or_path.lower().endswith(SUFFIX) or "/" in name_or_path or "\\" in name_or_path


def _entry(found: _Found) -> PresetEntry:
    try:
        return PresetEntry(found.name, found.origin, found.preset())
    except StudioError as error:
        return PresetEntry(found.name, found.origin, None, error.message)


def _personal_files(folder: Path) -> Iterator[_Found]:
    try:
        files = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise StudioError(
            "disk", f"The folder of your presets, {folder}, cannot be read. Change its permissions.", str(error)
        ) from error
    for path in files:
        if path.suffix.lower() == SUFFIX and not path.name.startswith("."):
            yield _Found(path.stem, "personal", path)


def _shipped_files() -> Iterator[_Found]:
    for file in bundled("presets").iterdir():
        if file.name.endswith(SUFFIX):
            yield _Found(file.name.removesuffix(SUFFIX), "shipped", file)


def _text_or_none(path: Path) -> str | None:
    """The text of a preset that can be edited in place; None where there is none or it is damaged."""
    try:
        text = read_preset_text(path)
        parse_preset(text, path.stem, str(path))
    except StudioError:
        return None
    return text
