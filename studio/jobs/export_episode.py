"""Stage `export`: the loop with the voice, marked, at a name of the person's choice."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio import SOFTWARE
from studio.episode.external_takes import EXTERNAL_ENGINE, shown_settings
from studio.episode.files import atomic_path
from studio.episode.store import EpisodeStore
from studio.finish.captions import within, write_srt
from studio.finish.render import render_video, require_ending
from studio.jobs.assemble import Loop
from studio.jobs.events import Listener, stage_progress
from studio.jobs.stages import Stage, StageReport, StageWork, file_digest, run_stage

EXPORT_REVISION = 1


@dataclass(frozen=True, slots=True)
class Render:
    """The finished file, its length in seconds, and the captions' file beside it where there are any."""

    path: Path
    duration_s: float
    captions: Path | None = None


def export_episode(store: EpisodeStore, loop: Loop, sound: Path, out: Path,
                   listen: Listener) -> tuple[Render, StageReport]:
    """Mux loop and sound (the voice or a mix) into `out`; an earlier file at `out` stays until the new one is whole.

    Captions go beside it, as a SubRip file of the same name.
    Raises StudioError for an ending other than .mp4 or .m4v, a full disk, a folder that may not be written.
    """
    require_ending(out)
    stage = export_stage(store, loop, sound, out)
    facts = stage.inputs["facts"]

    def work(path: Path) -> StageWork:
        path.parent.mkdir(parents=True, exist_ok=True)
        result = render_video(loop.video, sound, path, facts, title=out.stem, on_progress=stage_progress(listen, "export"))
        return StageWork(result.frames, {"duration_s": float(result.video_s)})

    run, report = run_stage(store, stage, work, listen)
    _place(store.path(run.output), out)
    store.exports.add(out)
    return Render(out, float(run.details["duration_s"]), _write_captions(store, out)), report


def export_stage(store: EpisodeStore, loop: Loop, sound: Path, out: Path) -> Stage:
    """The stage with everything that the finished file depends on."""
    inputs = {"revision": EXPORT_REVISION, "loop": loop.run.inputs, "voice": file_digest(sound),
              "facts": render_facts(store, loop), "title": out.stem}
    return Stage("export", inputs, ".mp4", "ffmpeg", store.settings.preset)


def render_facts(store: EpisodeStore, loop: Loop) -> dict[str, Any]:
    """What the render says of itself: what its takes share, their seeds, the scorer, the loop, the software.

    None stands for what differs between the takes, or what nobody knows of pictures made elsewhere.
    """
    keys = {item.take: item.key for item in loop.review.candidates}
    takes = [store.takes.row(pick.take) for pick in loop.picks]
    shown = [shown_settings(asdict(take.request.settings)) for take in takes]
    shared = {name: _shared([one.get(name) for one in shown]) for name in shown[0]}
    weights = sorted({name for take in takes for name, _ in take.request.weights})
    settings = store.settings
    scorer = store.scores.current_scorer()
    return {
        "software": SOFTWARE, "episode": settings.name, "preset": _preset(store),
        "engine": takes[0].request.settings.engine, "label": takes[0].facts.label, "seed": shared["seed"],
        "settings": shared, "engine_revision": _shared([take.request.engine_revision for take in takes]),
        "analyzer": f"{scorer[1]} {scorer[2]}" if scorer else "", "thresholds": {
            rule.score: limit for rule, limit in settings.thresholds.active()},
        "whose_face": settings.whose_face, "whose_face_note": settings.whose_face_note, "unique_frames": len(loop.picks),
        "frames": [pick.frame for pick in loop.picks], "takes": [keys[pick.take] for pick in loop.picks],
        "seeds": [one["seed"] for one in shown],
        "fps": str(loop.plan.fps), "loop_frames": loop.plan.frames, "frame_diff": loop.frame_diff,
        **({"weights": weights} if weights else {}),
    }


def _preset(store: EpisodeStore) -> str:
    """The episode's preset; of imported takes the name they stand under, which no preset may have."""
    recipe = store.takes.current_recipe()
    return recipe[1] if recipe and recipe[2] == EXTERNAL_ENGINE else store.settings.preset


def _shared(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """The value that all are, None where they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _write_captions(store: EpisodeStore, out: Path) -> Path | None:
    timeline = store.timeline()
    captions = within(timeline.captions, *timeline.span_s)
    if not captions:
        return None
    path = out.with_suffix(".srt")
    write_srt(captions, path)
    return path


def _place(made: Path, out: Path) -> None:
    with atomic_path(out) as temporary:
        shutil.copyfile(made, temporary)
