"""Stage `publish`: videos, poster, captions, timeline, report and page in a folder for others to see."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.episode.files import named_path, safe_name
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.episode.track import Caption
from studio.finish.captions import VTT, within, write_beside
from studio.jobs.assemble import LoopWork
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs, steps_behind
from studio.jobs.language import program_language
from studio.jobs.licences import SaleAnswer, sale_of_episode
from studio.jobs.marks_step import provenance_of
from studio.jobs.outputs import Output
from studio.jobs.stages import Stage, StageWork
from studio.jobs.target_overlays import burns_captions

if TYPE_CHECKING:
    from studio.finish.publish_folder import Publisher, PublishFolder
    from studio.finish.publish_page import PageFacts, PublishedFile, Signing

STAGE = "publish"
PUBLISH_REVISION = 3


def publish_place(settings: EpisodeSettings, episode: Path) -> Path:
    """Where the episode in this folder is published, as its settings wish."""
    name = safe_name(episode.name.removesuffix(EPISODE_SUFFIX))
    return named_path(episode, settings.publish_folder).absolute() / name


def publish_step(store: EpisodeStore, loop: LoopWork, videos: Sequence[tuple[FinishStep, Output]],
                 language: Literal["en", "ru"] | None = None) -> FinishStep | None:
    """Put the results of `videos`, one or more, with all that belongs to them into the publish folder; None where the
    episode's settings name none. `language` is the page's, the program's unless given.

    Its result is the page. The work raises StudioError("input") for a folder that holds something else, "disk" where it
    cannot be written.
    """
    settings = store.settings
    if not settings.publish_folder:
        return None
    folder = publish_place(settings, store.folder)
    spoken = language or program_language()
    timeline, sale = store.timeline(), sale_of_episode(store, [output.target for _, output in videos])
    steps = [step for step, _ in videos]
    inputs = step_inputs(PUBLISH_REVISION, steps, folder=str(folder), language=spoken, title=settings.name,
                         timeline=timeline.to_fields(), sale=asdict(sale),
                         face=[settings.whose_face, settings.whose_face_note],
                         names=[output.path.name for _, output in videos], captions=settings.captions_as,
                         review=asdict(loop.review.summary()))
    stage = Stage(STAGE, inputs, file=str(folder / "index.html"))

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        publication = _Publication(store, loop, videos, spoken, sale, path.parent)
        return publication.write(stage_progress(listen, STAGE, control=control), control.obey)

    return FinishStep(stage, "Publish", loop.plan.frames, "frames", work, tuple(steps))


class _Publication:
    """Everything that goes into the folder, in the order in which it goes there."""

    def __init__(self, store: EpisodeStore, loop: LoopWork, videos: Sequence[tuple[FinishStep, Output]],
                 language: Literal["en", "ru"], sale: SaleAnswer, folder: Path) -> None:
        from studio.finish.marks import read_marks
        from studio.finish.publish_folder import PAGE_FILE, PublishFolder

        self._store, self._loop, self._videos, self._language, self._sale = store, loop, videos, language, sale
        self._settings = store.settings
        self._steps = steps_behind(step for step, _ in videos)
        self._stem = folder.name
        self._folder: PublishFolder = PublishFolder(folder, _publisher(store, folder / PAGE_FILE))
        self._facts = [read_marks(step.result(store)) for step, _ in videos]

    def write(self, on_progress: Callable[[int, int], None], obey: Callable[[], None]) -> StageWork:
        """Videos first, then what is small, the page last; `obey` raises where the person stopped it."""
        from studio.finish.publish_page import page_html

        published = self._copy_videos(on_progress)
        size = self._write_poster(obey)
        obey()
        captions = self._write_captions()
        self._write_timeline(published[0].name)
        self._write_report(self._page(size, captions), published)
        self._folder.finish(self._document(published), page_html(self._page(size, captions)))
        return StageWork(self._loop.plan.frames, {"files": [file.name for file in self._folder.files]})

    def _copy_videos(self, on_progress: Callable[[int, int], None]) -> list[PublishedFile]:
        sources = [step.result(self._store) for step, _ in self._videos]
        whole, done = sum(path.stat().st_size for path in sources), 0

        def count(size: int) -> None:
            nonlocal done
            done += size
            on_progress(done, whole)

        return [self._folder.copy(source, output.path.name, "video", output.target.key, count)
                for source, (_, output) in zip(sources, self._videos, strict=True)]

    def _write_poster(self, obey: Callable[[], None]) -> tuple[int, int]:
        """A picture of the first video, of one of the best picks; signed as the video is."""
        from studio.finish.publish_poster import poster_jpeg
        from studio.jobs.poster_time import poster_time

        video = self._videos[0][0].result(self._store)
        jpeg, size = poster_jpeg(video, self._facts[0], poster_time(self._settings, self._loop, video, obey))
        with tempfile.TemporaryDirectory() as made:
            plain = Path(made) / "poster.jpg"
            plain.write_bytes(jpeg)
            self._folder.copy(self._signed(plain, obey), "poster.jpg", "poster")
        return size

    def _signed(self, picture: Path, obey: Callable[[], None]) -> Path:
        """The picture with Content Credentials, or as it is where they are switched off."""
        from studio.finish.c2pa_certificate import signing_identity
        from studio.finish.c2pa_signing import sign_file
        from studio.jobs.marks_step import certificate_files

        if not self._settings.truth_marks:
            return picture
        out = picture.with_name("signed.jpg")
        identity = signing_identity(*certificate_files(self._store))
        provenance = provenance_of(self._store, self._videos[0][0], self._facts[0], obey)
        sign_file(picture, out, provenance, identity, obey)
        return out

    def _write_captions(self) -> str:
        """As SubRip and WebVTT files; the latter's text, "" without captions."""
        with tempfile.TemporaryDirectory() as made:
            paths = write_beside(self._captions(), Path(made) / "captions")
            for path in paths:
                self._folder.copy(path, f"{self._stem}{path.suffix}", "captions")
            return "".join(path.read_text(encoding="utf-8") for path in paths if path.suffix == VTT)

    def _captions(self) -> tuple[Caption, ...]:
        if self._settings.captions_as == OFF:
            return ()
        timeline = self._store.timeline()
        return within(timeline.captions, *timeline.span_s)

    def _write_timeline(self, video: str) -> None:
        from urllib.parse import quote

        from studio.finish.otio_timeline import otio_timeline
        from studio.jobs.otio_export import finished_timeline

        finished = finished_timeline(self._store, self._loop, quote(video), quote)
        content = otio_timeline(finished).to_json_string(indent=1)
        self._folder.write(content.encode("utf-8"), f"{self._stem}.otio", "timeline")

    def _write_report(self, page: PageFacts, published: Sequence[PublishedFile]) -> None:
        from studio.finish.publish_folder import REPORT_FILE
        from studio.finish.publish_report import report_html
        from studio.jobs.publish_report import report_parts

        videos = list(zip(published, self._facts, strict=True))
        parts = report_parts(self._store, self._loop.review, self._steps, page, videos, self._sale)
        html = report_html(page.title, parts, page.language, page.software, page.date)
        self._folder.write(html.encode("utf-8"), REPORT_FILE, "report")

    def _page(self, size: tuple[int, int], captions: str) -> PageFacts:
        from studio import SOFTWARE
        from studio.finish.publish_folder import FACTS_FILE
        from studio.finish.publish_page import PageFacts, PublishedFile

        settings, facts = self._settings, self._facts[0]
        signing, signer = _signing(settings)
        engine = str(facts.get("label") or facts.get("engine", ""))
        files = (*self._folder.files, PublishedFile(FACTS_FILE, "facts", 0))
        return PageFacts(
            settings.name, self._language, SOFTWARE, f"{datetime.now(UTC):%Y-%m-%d}", engine, self._maker("lipsync"),
            self._maker("foley"), settings.whose_face, settings.whose_face_note, signing, signer, *size,
            float(self._loop.plan.duration_s), captions, burns_captions(settings, self._videos[0][1].target), files)

    def _maker(self, stage: str) -> str:
        """What made lips or Foley: "draft", or the engine's title; "" where they are no part of the videos."""
        from studio.finish.engines.registry import engine_named

        engine = next((step.stage.engine for step in self._steps if step.name == stage), "")
        return engine if engine in ("", DRAFT) else engine_named(engine).facts.title

    def _document(self, published: Sequence[PublishedFile]) -> dict[str, Any]:
        """`episode.json`: all that the videos say of themselves, and the answers beside it."""
        facts = {file.target: dict(said) for file, said in zip(published, self._facts, strict=True)}
        return {"title": self._settings.name, "language": self._language, "seconds": float(self._loop.plan.duration_s),
                "lip_sync": self._maker("lipsync"), "foley": self._maker("foley"),
                "whose_face": self._settings.whose_face, "whose_face_note": self._settings.whose_face_note,
                "may_be_sold": asdict(self._sale), "videos": facts, "captions": [asdict(item) for item in self._captions()]}


def _publisher(store: EpisodeStore, page: Path) -> Publisher:
    from studio.finish.publish_folder import Publisher

    has_published = store.stages.latest(STAGE, str(page)) is not None
    return Publisher(store.exports.publisher_mark(), store.settings.name, has_published)


def _signing(settings: EpisodeSettings) -> tuple[Signing, str]:
    if not settings.truth_marks:
        return "off", ""
    return ("signed", Path(settings.certificate).name) if settings.certificate else ("self-signed", "")
