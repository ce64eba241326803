"""An engine's checkout on the disk: what lacks in it, and a view of it that the engine cannot harm."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from pathlib import Path

    from studio.finish.engines.adapter import EngineFacts, Need

_READ_WHOLE = 1 << 20


def require_checkout(facts: EngineFacts, path: Path, variant: str) -> None:
    """Raise StudioError("missing") where the folder is no checkout of the engine, saying what lacks and what brings it."""
    if not path.is_dir():
        raise StudioError("missing", f"There is no folder {path}. {facts.title} is fetched by `{facts.fetched_by}`.")
    lacking = [need for need in _needs(facts, variant) if not _is_there(path, need)]
    if not lacking:
        return
    names = ", ".join(need.path for need in lacking)
    commands = "; ".join(f"`{command}`" for command in dict.fromkeys(need.brought_by for need in lacking))
    raise StudioError("missing", f"{path} is not ready for {facts.title} {variant}: {names} is missing. Run in it: "
                                 f"{commands}.")


def checkout_fingerprint(facts: EngineFacts, path: Path, variant: str) -> str:
    """16 hex digits that change with the program: the text of its small files, the size of its large ones."""
    digest = hashlib.sha256()
    for need in _needs(facts, variant):
        place = path / need.path
        if place.is_file():
            size = place.stat().st_size
            digest.update(f"{need.path} {size} ".encode() + (place.read_bytes() if size <= _READ_WHOLE else b""))
    return digest.hexdigest()[:16]


def view_of(facts: EngineFacts, checkout: Path, folder: Path) -> Path:
    """Where the engine is run: the checkout itself, or, where it deletes things, a folder of links to all the rest of it.

    So what it deletes and makes beside its own files stays in `folder`, and two runs at once are not in each other's way.
    """
    if not facts.deletes:
        return checkout
    view = folder / "checkout"
    view.mkdir()
    try:
        for item in checkout.iterdir():
            if item.name not in facts.deletes:
                (view / item.name).symlink_to(item, target_is_directory=item.is_dir())
    except OSError as error:
        raise StudioError("missing", f"{facts.title} deletes files in its own folder, so it is run beside it, through "
                                     "links, which cannot be made here: on Windows, switch on the developer mode.",
                          str(error)) from error
    return view


def _needs(facts: EngineFacts, variant: str) -> list[Need]:
    return [need for need in facts.needs if need.variant in ("", variant)]


def _is_there(checkout: Path, need: Need) -> bool:
    place = checkout / need.path
    return place.exists() and (not need.least or (place.is_file() and place.stat().st_size >= need.least))
