"""Stage `export`: the picture with the sound, marked, at a name of the person's choice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio import SOFTWARE
from studio.episode.external_takes import EXTERNAL_ENGINE, shown_settings
from studio.episode.files import atomic_path, disk_errors
from studio.episode.finish_rules import DRAFT
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.captions import within, write_beside
from studio.finish.engines.registry import engine_named
from studio.finish.render import render_video
from studio.finish.targets import Target
from studio.jobs.assemble import LoopWork
from studio.jobs.engines.added import added_engine
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.outputs import Output
from studio.jobs.public_facts import public_preset, public_settings, public_weight
from studio.jobs.stages import Stage, StageWork, file_digest

EXPORT_REVISION = 2
_SAID_AS = {"lipsync": "lip_sync", "foley": "foley"}


@dataclass(frozen=True, slots=True)
class Render:
    """The finished file, its length in seconds, and the captions' file beside it where there are any."""

    path: Path
    duration_s: float
    captions: Path | None = None
    target: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"target": self.target, "render": str(self.path), "duration_s": self.duration_s,
                "captions": str(self.captions) if self.captions else None}


def export_step(store: EpisodeStore, loop: LoopWork, facts: Mapping[str, Any], picture: FinishStep,
                sound: FinishStep | None, target: Target) -> FinishStep:
    """Mux the video of `picture` with the mix, or with the voice as it was recorded where there is none.

    `facts` are `render_facts` and `finishing_facts`. Where the file goes does not matter to it, so that it is made once for
    all places. The work raises StudioError for a full disk or a folder that may not be written.
    """
    needs = (picture, sound) if sound else (picture,)
    captions = _captions(store) if store.settings.captions_as == "track" else ()
    inputs = step_inputs(EXPORT_REVISION, needs, facts=facts, voice=None if sound else _voice_digest(store),
                         captions=[asdict(caption) for caption in captions], bit_rate=target.sound_bit_rate)
    stage = Stage("export", inputs, ".mp4", "ffmpeg", store.settings.preset)

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        path.parent.mkdir(parents=True, exist_ok=True)
        heard = sound.result(store) if sound else store.path(store.settings.voice)
        result = render_video(picture.result(store), heard, path, {**facts, "frame_diff": loop.filed(store).frame_diff},
                              title=str(facts["episode"]), captions=captions, bit_rate=target.sound_bit_rate,
                              on_progress=stage_progress(listen, "export", control=control))
        return StageWork(result.frames, {"duration_s": float(result.video_s)})

    return FinishStep(stage, f"Video · {target.title}", loop.plan.frames, "frames", work, needs, target.key)


def place_render(store: EpisodeStore, run: StageRun, output: Output) -> Render:
    """Put the result of an export step where the person wants it; an earlier file there stays until the new one is whole.

    Captions go beside it, as SubRip and WebVTT files of the same name; without any, those that an earlier export wrote there
    go, unless somebody changed them. StudioError("disk") where it cannot be written.
    """
    out = output.path
    with atomic_path(out) as temporary:
        shutil.copyfile(store.path(run.output), temporary)
    store.exports.add(out)
    captions = _write_captions(store, out)
    _remove_old_captions(store, out, captions)
    store.exports.note_captions(out, {path.name: file_digest(path) for path in captions})
    return Render(out, float(run.details["duration_s"]), captions[0] if captions else None, output.target.key)


def render_facts(store: EpisodeStore, loop: LoopWork) -> dict[str, Any]:
    """What the render says of itself: what its takes share, their seeds, the scorer, the loop, the software.

    How much the loop moves is said besides, once it is known. Whoever has the video can read all of it, so paths and users'
    names in an engine's options and weights are cut out; the takes' own pictures, which stay here, have them whole.
    None stands for what differs between the takes, or what nobody knows of pictures made elsewhere.
    """
    keys = {item.take: item.key for item in loop.review.candidates}
    takes = [store.takes.row(pick.take) for pick in loop.picks]
    shown = [shown_settings(asdict(take.request.settings)) for take in takes]
    shared = {name: _shared([one.get(name) for one in shown]) for name in shown[0]}
    weights = sorted({public_weight(name) for take in takes for name, _ in take.request.weights})
    settings = store.settings
    scorer = store.scores.current_scorer()
    return {
        "software": SOFTWARE, "episode": settings.name, "preset": public_preset(_preset(store)),
        "engine": takes[0].request.settings.engine, "label": takes[0].facts.label, "seed": shared["seed"],
        "settings": public_settings(shared), "engine_revision": _shared([take.request.engine_revision for take in takes]),
        "analyzer": f"{scorer[1]} {scorer[2]}" if scorer else "", "thresholds": {
            rule.score: limit for rule, limit in settings.thresholds.active()},
        "whose_face": settings.whose_face, "whose_face_note": settings.whose_face_note, "unique_frames": len(loop.picks),
        "frames": [pick.frame for pick in loop.picks], "takes": [keys[pick.take] for pick in loop.picks],
        "seeds": [one["seed"] for one in shown],
        "fps": str(loop.plan.fps), "loop_frames": loop.plan.frames,
        **({"weights": weights} if weights else {}),
    }


def finishing_facts(steps: Iterable[FinishStep]) -> dict[str, Any]:
    """What the render says of the engines that made its lips and its Foley, where these steps have them: name, title and
    variant; of a draft, its name."""
    return {_SAID_AS[step.name]: _engine_facts(step.stage.engine) for step in steps if step.name in _SAID_AS}


def _engine_facts(engine: str) -> dict[str, str]:
    if engine == DRAFT:
        return {"engine": DRAFT}
    return {"engine": engine, "title": engine_named(engine).facts.title, "variant": added_engine(engine).variant}


def _preset(store: EpisodeStore) -> str:
    """The episode's preset; of imported takes the name they stand under, which no preset may have."""
    recipe = store.takes.current_recipe()
    return recipe[1] if recipe and recipe[2] == EXTERNAL_ENGINE else store.settings.preset


def _shared(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """The value that all are, None where they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _captions(store: EpisodeStore) -> Sequence[Caption]:
    """Those of what is exported, counted from its beginning."""
    timeline = store.timeline()
    return within(timeline.captions, *timeline.span_s)


def _write_captions(store: EpisodeStore, out: Path) -> tuple[Path, ...]:
    return write_beside(_captions(store), out) if store.settings.captions_as == "file" else ()


def _remove_old_captions(store: EpisodeStore, out: Path, written: Sequence[Path]) -> None:
    """Players would show them over the new video."""
    for name, digest in store.exports.captions_of(out).items():
        path = out.with_name(name)
        with disk_errors(path):
            if path not in written and path.is_file() and file_digest(path) == digest:
                path.unlink()


def _voice_digest(store: EpisodeStore) -> str:
    """Of the voice's file, which never changes under its name."""
    run = store.stages.latest("voice", store.settings.voice)
    return run.inputs if run else ""
