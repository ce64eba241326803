"""Stage `export`: the loop with the voice, marked, at a name of the person's choice."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio import __version__
from studio.episode.files import atomic_path
from studio.episode.store import EpisodeStore
from studio.finish.render import render_video, require_ending
from studio.jobs.assemble import Loop
from studio.jobs.events import JobEvent, Listener
from studio.jobs.stages import Stage, StageReport, StageWork, file_digest, run_stage

EXPORT_REVISION = 1


@dataclass(frozen=True, slots=True)
class Render:
    """The finished file and its length in seconds."""

    path: Path
    duration_s: float


def export_episode(store: EpisodeStore, loop: Loop, out: Path, listen: Listener) -> tuple[Render, StageReport]:
    """Mux loop and voice into `out`; an earlier file at `out` stays until the new one is whole.

    Raises StudioError for an ending other than .mp4 or .m4v, a full disk, a folder that may not be written.
    """
    require_ending(out)
    voice = store.path(store.settings.voice)
    facts = render_facts(store, loop)
    stage = Stage("export", {"revision": EXPORT_REVISION, "loop": loop.run.inputs, "voice": file_digest(voice),
                             "facts": facts, "title": out.stem}, ".mp4", "ffmpeg", store.settings.preset)

    def work(path: Path) -> StageWork:
        path.parent.mkdir(parents=True, exist_ok=True)
        result = render_video(loop.video, voice, path, facts, title=out.stem, on_progress=_progress(listen))
        return StageWork(result.frames, {"duration_s": float(result.video_s)})

    run, report = run_stage(store, stage, work, listen)
    _place(store.path(run.output), out)
    return Render(out, float(run.details["duration_s"])), report


def render_facts(store: EpisodeStore, loop: Loop) -> dict[str, Any]:
    """What the render says of itself: the request its takes share, the scorer, the loop, the software."""
    keys = {item.take: item.key for item in loop.review.candidates}
    first = store.takes.row(loop.picks[0].take)
    request = first.request
    settings = store.settings
    scorer = store.scores.current_scorer()
    return {
        "software": f"Full-Motion Studio {__version__}", "episode": settings.name, "preset": settings.preset,
        "engine": request.settings.engine, "label": first.facts.label, "seed": request.settings.seed,
        "settings": asdict(request.settings), "engine_revision": request.engine_revision,
        "analyzer": f"{scorer[1]} {scorer[2]}" if scorer else "", "thresholds": {
            rule.score: limit for rule, limit in settings.thresholds.active()},
        "whose_face": settings.whose_face, "unique_frames": len(loop.picks),
        "frames": [pick.frame for pick in loop.picks], "takes": [keys[pick.take] for pick in loop.picks],
        "fps": str(loop.plan.fps), "loop_frames": loop.plan.frames, "frame_diff": loop.frame_diff,
    }


def _place(made: Path, out: Path) -> None:
    with atomic_path(out) as temporary:
        shutil.copyfile(made, temporary)


def _progress(listen: Listener) -> Any:  # noqa: ANN401
    def report(done: int, total: int) -> None:
        listen(JobEvent("progress", "export", done, total))

    return report
