"""Stage `marks`: the finished video signed, after everything else was done to it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio import SOFTWARE, __version__
from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.targets import Target
from studio.jobs.events import JobControl, Listener
from studio.jobs.finish_step import FinishStep, step_inputs, steps_behind
from studio.jobs.stages import Stage, StageWork, file_digest
from studio.media.input_files import require_file

if TYPE_CHECKING:
    from studio.finish.c2pa_manifest import Ingredient, Program, Provenance

MARKS_REVISION = 1

_MADE_OF = ("preset", "seed", "settings", "engine_revision", "label", "weights", "analyzer", "thresholds", "unique_frames",
            "frames", "fps", "loop_frames", "frame_diff", "episode", "lip_sync", "foley")
"""What the manifest repeats of the video's own facts; paths and takes' keys say nothing to strangers."""


def marks_line(settings: EpisodeSettings) -> str:
    """How a video will be marked, in one line for the person."""
    credit = " A visible credit says it too." if settings.visible_credit else ""
    if not settings.truth_marks:
        return f"Marked as generated in IPTC and XMP only: Content Credentials are off.{credit}"
    if settings.certificate:
        name = Path(settings.certificate).name
        return f"Marked as generated: Content Credentials signed with {name}, IPTC and XMP.{credit}"
    return f"Marked as generated: Content Credentials (self-signed: shown as untrusted), IPTC and XMP.{credit}"


def marks_step(store: EpisodeStore, video: FinishStep, target: Target) -> FinishStep | None:
    """Sign the result of `video`, made for `target`, which stays as it is; None where the episode's settings switch it off.

    What the video says of itself is read from it, what enlarged it from the steps before. The result is as the certificate
    and the clock are, so it differs from run to run where the video itself does not.
    Raises StudioError("input") for a certificate that cannot be read; its work as `sign_file`.
    """
    settings = store.settings
    if not settings.truth_marks:
        return None
    certificate, key = certificate_files(store)
    source = store.frames.current_source()
    said = {"credit": settings.visible_credit, "source": source.digest if source else "",
            "references": [_digest(store.path(item.file), "picture") for item in settings.references]}
    signer = {"certificate": _digest(certificate, "certificate") if certificate else "self-signed",
              "key": _digest(key, "key") if key else ""}
    inputs = step_inputs(MARKS_REVISION, [video], **said, **signer)
    stage = Stage("marks", inputs, video.stage.suffix, "c2pa", settings.preset)

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        from studio.finish.c2pa_certificate import signing_identity
        from studio.finish.c2pa_signing import sign_file
        from studio.finish.marks import read_marks

        del listen
        control.obey()
        identity = signing_identity(certificate, key)
        made = video.result(store)
        provenance = provenance_of(store, video, read_marks(made), control.obey)
        sign_file(made, path, provenance, identity, control.obey)
        run = store.stages.find(video.stage.name, video.stage.digest)
        own = {"signer": identity.name, "algorithm": identity.algorithm, "self_signed": identity.self_signed}
        return StageWork(video.items, {**(run.details if run else {}), **own})

    return replace(video, stage=stage, title=f"Content Credentials · {target.title}", work=work, needs=(video,))


def provenance_of(store: EpisodeStore, video: FinishStep, facts: Mapping[str, Any],
                  obey: Callable[[], None]) -> Provenance:
    """What a manifest says of a video, by its own facts, the steps that led to it, and the episode's settings; `obey` raises
    where the person stopped it."""
    from studio.finish.c2pa_manifest import Program, Provenance

    settings = store.settings
    name = SOFTWARE.removesuffix(f" {__version__}")
    revision = facts.get("engine_revision")
    return Provenance(
        str(facts.get("episode") or settings.name), Program(name, __version__),
        Program(str(facts.get("engine", "")), "" if revision is None else str(revision)),
        settings.whose_face, settings.whose_face_note, _program(facts.get("lip_sync")), _program(facts.get("foley")),
        _enlarged_by(store, video, facts),
        settings.visible_credit, tuple(_ingredients(store, obey)), {name: facts[name] for name in _MADE_OF if name in facts})


def _ingredients(store: EpisodeStore, obey: Callable[[], None]) -> Iterator[Ingredient]:
    """References, source and voice, by digest and not by name. Of a reference nothing else goes in, since it is a face."""
    from studio.finish.c2pa_manifest import Ingredient

    settings, source = store.settings, store.frames.current_source()
    for number, reference in enumerate(settings.references, 1):
        path = store.path(reference.file)
        yield Ingredient(f"reference{number}", f"Reference picture {number}", "inputTo", _mime(path), file_digest(path))
    if source is not None:
        path = store.path(source.file)
        history = path if _has_history(path, obey) else None
        yield Ingredient("source", "Source of the motion", "inputTo", _mime(path), source.digest, history)
    if settings.voice:
        yield Ingredient("voice", "Voice", "componentOf", _mime(store.path(settings.voice)),
                         file_digest(store.path(settings.voice)))


def _has_history(path: Path, obey: Callable[[], None]) -> bool:
    """Whether it carries a manifest of its own, which then travels along; what cannot be asked carries none."""
    from studio.finish.c2pa_signing import read_credentials

    try:
        return path.is_file() and read_credentials(path, obey) is not None
    except StudioError:
        return False


def _enlarged_by(store: EpisodeStore, video: FinishStep, facts: Mapping[str, Any]) -> str:
    """What made the picture larger than its takes; "" where nothing did, or it is not known how large they are."""
    runs = [store.stages.find(step.name, step.stage.digest) for step in steps_behind([video]) if step.name == "picture"]
    width = (facts.get("settings") or {}).get("width")
    for run in runs:
        if run is not None and width and run.details["width"] > width + width % 2:
            upscaler = run.details.get("upscaler")
            return str(upscaler.get("architecture", "an upscaler")) if upscaler else "Lanczos"
    return ""


def _program(made_by: Mapping[str, str] | None) -> Program | None:
    """Of `finishing_facts`; None where the step is no part of the video, such as Foley that a track played solo silences."""
    from studio.finish.c2pa_manifest import Program

    return Program(made_by["engine"], made_by.get("variant", "")) if made_by else None


def certificate_files(store: EpisodeStore) -> tuple[Path | None, Path | None]:
    """Certificate and key of the person's own, None where not given."""
    names = store.settings.certificate, store.settings.certificate_key
    certificate, key = (named_path(store.folder, name) if name else None for name in names)
    return certificate, key


def _digest(path: Path, what: str) -> str:
    require_file(path, what)
    return file_digest(path)


def _mime(path: Path) -> str:
    """By the file's ending; a folder of pictures counts as a set of files."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
