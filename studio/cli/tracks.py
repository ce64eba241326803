"""`studio tracks`: what is heard over the loop."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import reduce
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import say, start_session
from studio.episode.clip_edits import clip_to_track, with_new_marker, without_marker
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import TRACK_KINDS, Clip, Timeline, Track, TrackKind
from studio.jobs.open_episode import open_episode
from studio.jobs.sounds import add_sound

_CLIP_OPTIONS = ("start_s", "offset_s", "length_s", "fade_in_s", "fade_out_s")


@click.group("tracks")
@episode_argument
@click.pass_context
def tracks_command(ctx: click.Context, *, episode: Path) -> None:
    """The tracks of EPISODE: list, add, set, remove, markers, and the range to export. Each change can be undone."""
    start_session()
    ctx.obj = episode


@tracks_command.command("list")
@json_option
@click.pass_obj
def list_command(episode: Path, *, as_json: bool) -> None:
    """All tracks, with what is heard of them."""
    with EpisodeStore.open_to_read(episode) as store:
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


@tracks_command.command("add")
@click.argument("file", type=PATH)
@click.option("--kind", type=click.Choice([kind for kind in TRACK_KINDS if kind != "voice"]), default="sound",
              show_default=True)
@click.option("--gain", "gain_db", type=float, default=0.0, metavar="DB", help="Louder or quieter, in decibels.")
@click.option("--start", "start_s", type=float, default=0.0, metavar="S", help="Where it begins, in seconds.")
@json_option
@click.pass_obj
def add_command(episode: Path, *, file: Path, kind: TrackKind, gain_db: float, start_s: float, as_json: bool) -> None:
    """Bring a sound FILE in, on a track of its own. The voice comes with `studio import`."""
    with Console(as_json=as_json).watching() as listen, open_episode(episode, listen) as store:
        add_sound(store, file, kind, listen, start_s=start_s, gain_db=gain_db)
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


@tracks_command.command("set")
@click.argument("track")
@click.option("--gain", "gain_db", type=float, metavar="DB", help="Louder or quieter, in decibels.")
@click.option("--mute/--no-mute", default=None, help="Never heard.")
@click.option("--solo/--no-solo", default=None, help="Only such tracks are heard.")
@click.option("--name", help="Its name.")
@click.option("--clip", "number", type=click.IntRange(min=1), default=1, show_default=True,
              help="Which clip of the track the following change.")
@click.option("--to", "other", metavar="TRACK", help="Put the clip on this track.")
@click.option("--start", "start_s", type=float, metavar="S", help="Where the clip begins.")
@click.option("--offset", "offset_s", type=float, metavar="S", help="From where in its file.")
@click.option("--length", "length_s", type=float, metavar="S", help="How much of its file.")
@click.option("--fade-in", "fade_in_s", type=float, metavar="S")
@click.option("--fade-out", "fade_out_s", type=float, metavar="S")
@json_option
@click.pass_obj
def set_command(episode: Path, /, *, track: str, number: int, other: str | None, as_json: bool,
                **values: Any) -> None:  # noqa: ANN401
    """Change a TRACK, by the id that `list` shows, or a clip of it."""
    given = {name: value for name, value in values.items() if value is not None}
    if not given and other is None:
        raise StudioError("usage", f"Say what to change of {track}, such as --gain -6 or --mute.")
    with open_episode(episode, say) as store:
        timeline = store.timeline()
        timeline = timeline.with_track(_changed(timeline.track(track), number, given))
        if other is not None:
            _check_clip(timeline.track(track), number)
            timeline = clip_to_track(timeline, track, number - 1, other)
        store.history.set_timeline(timeline, f"{track}: {_words({**given, **({'to': other} if other else {})})}")
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


@tracks_command.command("remove")
@click.argument("track")
@json_option
@click.pass_obj
def remove_command(episode: Path, *, track: str, as_json: bool) -> None:
    """Take a TRACK away; its sound stays in the episode."""
    with open_episode(episode, say) as store:
        store.history.set_timeline(store.timeline().without_track(track), f"remove track {track}")
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


@tracks_command.command("range")
@click.option("--in", "in_s", type=float, metavar="S", help="Export from here on.")
@click.option("--out", "out_s", type=float, metavar="S", help="Export until here.")
@json_option
@click.pass_obj
def range_command(episode: Path, *, in_s: float | None, out_s: float | None, as_json: bool) -> None:
    """Export only a part of EPISODE; without options, all of it again."""
    with open_episode(episode, say) as store:
        label = "export all" if in_s is None and out_s is None else f"export from {in_s or 0:g} s to {_until(out_s)}"
        store.history.set_timeline(replace(store.timeline(), in_s=in_s, out_s=out_s), label)
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


@tracks_command.command("export")
@click.argument("file", type=PATH)
@json_option
@click.pass_obj
def export_timeline_command(episode: Path, *, file: Path, as_json: bool) -> None:
    """Write picture, sounds, captions and markers to FILE.otio, for other editing programs (OpenTimelineIO)."""
    from studio.jobs.otio_export import export_otio

    if file.suffix.lower() != ".otio":
        raise StudioError("usage", f"{file} does not end in .otio: change the name.")
    with EpisodeStore.open_to_read(episode) as store:
        export_otio(store, file)
    Console(as_json=as_json).result({"episode": str(episode), "file": str(file)}, f"{file}: the timeline.")


@tracks_command.command("mark")
@click.argument("seconds", type=float, nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take the markers nearest to these times away instead.")
@json_option
@click.pass_obj
def mark_command(episode: Path, *, seconds: tuple[float, ...], remove: bool, as_json: bool) -> None:
    """Set markers at these SECONDS of the timeline: cuts, clips and the playhead are drawn to them."""
    change, word = (without_marker, "remove a marker at") if remove else (with_new_marker, "marker at")
    with open_episode(episode, say) as store:
        timeline = reduce(change, seconds, store.timeline())
        store.history.set_timeline(timeline, f"{word} {', '.join(f'{at:g} s' for at in seconds)}")
        timeline = store.timeline()
    _show(episode, timeline, as_json=as_json)


def _changed(track: Track, number: int, given: dict[str, Any]) -> Track:
    own = {name: value for name, value in given.items() if name not in _CLIP_OPTIONS}
    of_clip = {name: value for name, value in given.items() if name in _CLIP_OPTIONS}
    if of_clip:
        _check_clip(track, number)
    clips = tuple(replace(clip, **of_clip) if place == number else clip
                  for place, clip in enumerate(track.clips, start=1))
    return replace(track, clips=clips, **own)


def _check_clip(track: Track, number: int) -> None:
    if number > len(track.clips):
        raise StudioError("usage", f"{track.id} has {len(track.clips)} clips, and no clip {number}.")


def _show(episode: Path, timeline: Timeline, *, as_json: bool) -> None:
    start_s, end_s = timeline.span_s
    heard = {track.id for track in timeline.audible()}
    rows = [{**asdict(track), "audible": track.id in heard} for track in timeline.tracks]
    facts = {"episode": str(episode), "tracks": rows, "in_s": timeline.in_s, "out_s": timeline.out_s,
             "seconds": end_s - start_s, "captions": len(timeline.captions), "markers": list(timeline.markers)}
    lines = [_line(track, audible=track.id in heard) for track in timeline.tracks]
    marked = "".join(f", marked at {at:.3f} s" for at in timeline.markers)
    lines.append(f"{end_s - start_s:.3f} s to export, {len(timeline.captions)} captions{marked}.")
    Console(as_json=as_json).result(facts, "\n".join(lines))


def _line(track: Track, *, audible: bool) -> str:
    flags = [word for word, on in (("muted", track.mute), ("solo", track.solo), ("not heard", not audible)) if on]
    clips = "; ".join(_clip_text(clip) for clip in track.clips) or "empty"
    return f"{track.id:<8} {track.kind:<6} {track.gain_db:+6.1f} dB  {clips}{''.join(f', {flag}' for flag in flags)}"


def _clip_text(clip: Clip) -> str:
    fades = f", fades {clip.fade_in_s:g} and {clip.fade_out_s:g} s" if clip.fade_in_s or clip.fade_out_s else ""
    return f"{clip.start_s:.3f}-{clip.end_s:.3f} s of {clip.file} from {clip.offset_s:.3f} s{fades}"


def _words(given: dict[str, Any]) -> str:
    return ", ".join(f"{name.removesuffix('_s').removesuffix('_db').replace('_', ' ')} {value}"
                     for name, value in given.items())


def _until(out_s: float | None) -> str:
    return "the end" if out_s is None else f"{out_s:g} s"
