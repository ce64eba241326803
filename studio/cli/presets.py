"""`studio presets`."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.options import PATH, json_option
from studio.cli.session import start_session
from studio.episode.preset import dump_preset, typed_value, with_values
from studio.episode.preset_library import PresetEntry, PresetLibrary
from studio.episode.preset_markdown import markdown_table
from studio.episode.store import EpisodeStore
from studio.jobs.preset_figures import PresetFigures, preset_figures
from studio.jobs.timings import seconds_per_frame


@click.group("presets")
def presets_command() -> None:
    """List, show, make, export and import presets."""
    start_session()


@presets_command.command("list")
@click.option("--episode", type=PATH, help="The share that passes is then by this episode's threshold and analyzer.")
@json_option
def list_command(*, episode: Path | None, as_json: bool) -> None:
    """All presets, with what this machine measured: seconds a frame, and how many takes pass on face found alone."""
    library = PresetLibrary()
    default = library.default_name()
    entries = library.entries()
    presets = [entry.preset for entry in entries if entry.preset]
    if episode is None:
        figures = preset_figures(None, presets)
    else:
        with EpisodeStore.open_to_read(episode) as store:
            figures = preset_figures(store, presets)
    rows = [_row(entry, default, figures.get(entry.name, PresetFigures())) for entry in entries]
    Console(as_json=as_json).result({"presets": rows, "default": default}, "\n".join(map(_line, rows)))


@presets_command.command("show")
@click.argument("name")
@json_option
def show_command(*, name: str, as_json: bool) -> None:
    """One preset as its file."""
    library = PresetLibrary()
    preset = library.get(name)
    facts = {"name": preset.name, "note": preset.note, "origin": library.origin(name), **asdict(preset.settings)}
    Console(as_json=as_json).result(facts, dump_preset(preset).rstrip())


@presets_command.command("new")
@click.argument("name")
@click.option("--like", "other", default=None, metavar="NAME", help="Start from this preset instead of the default.")
@click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="A value, such as --set steps=20; repeatable.")
@click.option("--default", "make_default", is_flag=True, help="Use it where none is named.")
@json_option
def new_command(*, name: str, other: str | None, values: tuple[str, ...], make_default: bool, as_json: bool) -> None:
    """Make a preset of your own."""
    library = PresetLibrary()
    start = library.get(other or library.default_name())
    preset = replace(with_values(start, dict(map(_key_and_value, values))), name=name)
    path = library.save(preset)
    if make_default:
        library.set_default(name)
    Console(as_json=as_json).result({"name": name, "file": str(path)}, f"{path}")


@presets_command.command("default")
@click.argument("name")
@json_option
def default_command(*, name: str, as_json: bool) -> None:
    """Use NAME where no preset is named."""
    PresetLibrary().set_default(name)
    Console(as_json=as_json).result({"default": name}, f"{name} is the default now.")


@presets_command.command("export")
@click.argument("name", required=False)
@click.option("--out", type=PATH, metavar="FILE|DIR", help="Where the file goes; this folder unless given.")
@click.option("--markdown", is_flag=True, help="Print a Markdown table instead, of NAME or of all presets.")
@json_option
def export_command(*, name: str | None, out: Path | None, markdown: bool, as_json: bool) -> None:
    """Write one preset to a file (media never travel with it), or a Markdown table."""
    library = PresetLibrary()
    if markdown:
        presets = [library.get(name)] if name else [entry.preset for entry in library.entries() if entry.preset]
        times = {preset.name: min(found.values()) for preset in presets if (found := seconds_per_frame(preset.name))}
        text = markdown_table(presets, times)
        if out:
            out.write_text(text, encoding="utf-8")
        Console(as_json=as_json).result({"markdown": text}, text.rstrip())
        return
    if not name:
        raise click.UsageError("Name the preset to export, or add --markdown for a table of all.")
    path = library.export_file(name, out or Path.cwd())
    Console(as_json=as_json).result({"name": name, "file": str(path)}, f"{path}")


@presets_command.command("import")
@click.argument("file", type=PATH)
@click.option("--name", help="Another name than the file's.")
@json_option
def import_command(*, file: Path, name: str | None, as_json: bool) -> None:
    """Copy a preset file among your own."""
    preset = PresetLibrary().import_file(file, name)
    Console(as_json=as_json).result({"name": preset.name}, f"{preset.name} is among your presets now.")


@presets_command.command("rename")
@click.argument("name")
@click.argument("new_name")
@json_option
def rename_command(*, name: str, new_name: str, as_json: bool) -> None:
    """Call a preset of your own otherwise."""
    new = PresetLibrary().rename(name, new_name)
    Console(as_json=as_json).result({"name": new, "was": name}, f"{name} is called {new} now.")


@presets_command.command("delete")
@click.argument("name")
@json_option
def delete_command(*, name: str, as_json: bool) -> None:
    """Delete a preset of your own."""
    PresetLibrary().delete(name)
    Console(as_json=as_json).result({"deleted": name}, f"{name} is deleted.")


def _key_and_value(text: str) -> tuple[str, object]:
    """`steps=20` as a key and a value of its TOML type; what is no TOML value is text."""
    key, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--set {text} has no value: write KEY=VALUE, such as steps=20.")
    return key.strip(), typed_value(value)


def _row(entry: PresetEntry, default: str, figures: PresetFigures) -> dict[str, object]:
    settings = entry.preset.settings if entry.preset else None
    return {
        "name": entry.name, "origin": entry.origin, "default": entry.name == default, "problem": entry.problem,
        "size": f"{settings.width}x{settings.height}" if settings else "", "steps": settings.steps if settings else None,
        "engine": settings.engine if settings else "",
        "seconds_per_frame": {pace.engine: pace.seconds for pace in figures.paces},
        "strict_pass": {**asdict(figures.strict), "min_det": figures.min_det, "episodes": figures.episodes}
        if figures.strict else None,
    }


def _line(row: dict[str, object]) -> str:
    if row["problem"]:
        return f"{row['name']:<12} cannot be used: {row['problem']}"
    times = row["seconds_per_frame"]
    assert isinstance(times, dict)
    measured = ", ".join(f"{each:.2f} s/frame with {engine}" for engine, each in times.items()) or "not measured here"
    passed = row["strict_pass"]
    if isinstance(passed, dict):
        measured += (f", strict pass {passed['passed']} of {passed['tried']} ({100 * passed['low']:.0f} to "
                     f"{100 * passed['high']:.0f} %)")
    mark = "  (default)" if row["default"] else ""
    return f"{row['name']:<12} {row['size']:<10} {row['steps']:>3} steps  {row['engine']:<11} {measured}{mark}"
