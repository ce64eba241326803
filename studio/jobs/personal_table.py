"""Tables of named things in TOML files of the person's own, which a person may edit too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.file_lock import holding_file
from studio.episode.files import disk_errors, write_atomically


def read_table(path: Path, name: str, example: str) -> Mapping[str, Any]:
    """The table of tables `name`, empty without a file. Raises StudioError("input") where it cannot be read as such."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudioError("input", f"{path} cannot be read: {error}. Mend that line and try again.") from error
    table = document.get(name, {})
    if not isinstance(table, Mapping):
        raise StudioError("input", f"{path}: [{name}] must be a table of tables, such as [{name}.{example}].")
    return table


@contextmanager
def edited_table(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The table, written when the block ends well; comments in the file stay. Raises StudioError as `holding_file`."""
    import tomlkit

    with holding_file(path):
        with disk_errors(path):
            document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
        yield document.setdefault(name, tomlkit.table(is_super_table=True))
        write_atomically(path, tomlkit.dumps(document).encode("utf-8"))
