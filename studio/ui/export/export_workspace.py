"""The workspace Export: targets, the one click with its stages, the result."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from studio.episode.errors import StudioError
from studio.episode.finish_rules import DRAFT, OFF
from studio.jobs.export_plan import Hindrance
from studio.jobs.step_forecast import PlannedStage
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.engine_work import EngineWork
from studio.ui.export.export_model import ExportModel
from studio.ui.export.problem_card import Mend
from studio.ui.export.result_panel import ResultPanel
from studio.ui.export.stage_words import STEP_OF_STAGE
from studio.ui.export.stages_panel import StagesPanel
from studio.ui.export.step_options import options_of
from studio.ui.export.targets_panel import TargetsPanel
from studio.ui.localized import localized
from studio.ui.widgets.video_player import VideoPlayer
from studio.ui.workspace import Workspace

_TARGETS, _STAGES = 300, 420
_STAGES_SHARE, _STAGES_MOST = 0.3, 620      # of the window's width, and pixels


class ExportWorkspace(Workspace):
    """Joins model, panels and keys."""

    key = "export"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self._failure: StudioError | None = None

    def _build(self) -> Iterator[str]:
        session = self.session
        self.model = ExportModel(self.context, session, self)
        self.engines = EngineWork(self)
        self.player = VideoPlayer()
        self.result = ResultPanel(self.player, self.model)
        self.set_center(self.result)
        yield "result"
        self.targets = TargetsPanel(self.model, session)
        yield "targets"
        self._docks = [self.add_panel(self.targets, "left")]
        yield "targets shown"
        self.stages = StagesPanel(self.model, session, self.context.actions.key_text("export.start"),
                                  options_of(session, self.engines))
        yield "stages"
        self._docks.append(self.add_panel(self.stages, "left"))
        self.splitDockWidget(self._docks[0], self._docks[1], Qt.Orientation.Horizontal)
        yield "stages shown"
        self._connect()
        self._bind()

    def entered(self) -> None:
        """Plan for the episode as it is now."""
        self.model.set_shown(shown=True)
        self.engines.look()

    def left(self) -> None:
        """Be silent while something else is shown."""
        self.model.set_shown(shown=False)
        self.player.pause()

    def scope_text(self) -> str:
        """What the keys would do."""
        keys = self.context.actions.key_text
        if self.model.is_working:
            return self.tr("you can go on reviewing while this runs")
        return self.tr("{export} exports · {play} plays the result").format(export=keys("export.start"),
                                                                           play=keys("export.play"))

    def facts_text(self) -> str:
        """How many exports there are."""
        return self.tr("%n export(s)", "", len(self.model.exports)) if self.model.exports else ""

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self.stages.start if self.stages.start.isEnabled() else self.targets.cards["web"]

    def _connect(self) -> None:
        model = self.model
        model.plan_changed.connect(self._planned)
        model.progress_changed.connect(self._progressed)
        model.exports_changed.connect(self._exports_changed)
        model.finished.connect(self._finished)
        model.failed.connect(self._failed)
        model.stopped.connect(self._stopped)
        self.stages.start_wanted.connect(self._start)
        self.stages.result_wanted.connect(self._show_result)
        self.result.exports.chosen.connect(partial(self.result.load, play=True))
        self.targets.face_wanted.connect(partial(self.go_requested.emit, "prepare", None))
        self.player.notice.connect(self.context.notices.say)
        self.closing.connect(self.engines.close)

    def _bind(self) -> None:
        actions = self.context.actions
        actions.bind("export.start", self._start, self)
        actions.bind("export.stop", self.model.stop, self)
        actions.bind("export.play", self.player.toggle, self.player)
        actions.bind("export.reveal", self.result.reveal, self)
        actions.bind("export.folder", self.targets.publish.choose_folder, self)
        self._allow()

    def _start(self) -> None:
        self._failure = None
        self.stages.problem.clear()
        self.model.export()

    def _planned(self) -> None:
        plan = self.model.plan
        if plan is not None and plan.hindrance is not None:
            self._show_hindrance(plan.hindrance)
        elif self._failure is None:
            self.stages.problem.clear()
        self._allow()

    def _progressed(self) -> None:
        self._allow()
        self.scope_changed.emit(self.scope_text())

    def _allow(self) -> None:
        working = self.model.is_working
        self.context.actions.set_enabled("export.start", enabled=self.stages.start.isEnabled())
        self.context.actions.set_enabled("export.stop", enabled=working)

    def _exports_changed(self) -> None:
        self.facts_changed.emit(self.facts_text())
        if self.player.path is None and self.model.exports:
            self.result.load(self.model.exports[0].path)
        if self.player.path is not None:
            self.result.exports.show_path(self.player.path)

    def _finished(self, path: Path) -> None:
        self._failure = None
        self.stages.problem.clear()
        self.result.load(path, play=self.isVisible())
        self.model.plan_soon()

    def _show_result(self, stage: PlannedStage) -> None:
        """The result of a stage alone."""
        name = localized(stage.title or stage.stage)
        self.result.load(self.session.store.path(stage.output), play=True, name=name)

    def _stopped(self) -> None:
        self.stages.problem.say(self.tr("Stopped. Stages that were finished are kept; the next export goes on from there."))

    def _failed(self, error: StudioError) -> None:
        self._failure = error
        self.stages.problem.say(error.message, *self._mends(error), error=True)

    def _mends(self, error: StudioError) -> list[Mend]:
        """What would help, the best first."""
        again: Mend = (self.tr("Try again"), self._start)
        settings, stage = self.session.settings, (self.model.failed_stage or ("", ""))[0]
        if stage == "lipsync" and error.kind == "input" and settings.lip_sync not in (OFF, DRAFT):
            ways = {"neighbour": self.tr("Show the neighbour instead"), "reroll": self.tr("Re-roll these frames")}
            mends: list[Mend] = [(text, partial(self._start_with, way)) for way, text in ways.items()
                                 if way != settings.lip_sync_refused]
            return [*mends, (self.tr("Go to Review"), partial(self.go_requested.emit, "review", None)),
                    (self.tr("Another lip sync…"), partial(self.stages.open_choices, "lip_sync"))]
        if stage in ("lipsync", "foley") and error.kind in ("engine", "missing", "usage"):
            return [again, (self.tr("Another engine…"), partial(self.stages.open_choices, STEP_OF_STAGE.get(stage, stage)))]
        if stage in ("", "publish") and error.kind == "disk" and settings.publish_folder:
            return [(self.tr("Another folder…"), self.targets.publish.choose_folder), again]
        return [again]

    def _start_with(self, refused: str) -> None:
        """Export again, with this done about frames that the engine refuses."""
        self.session.change_settings({"lip_sync_refused": refused})
        self._start()

    def _show_hindrance(self, hindrance: Hindrance) -> None:
        if hindrance.place == "captions":
            self.stages.problem.say(hindrance.error.message,
                                    (self.tr("Captions…"), partial(self.stages.open_choices, "captions")),
                                    (self.tr("Go to Timeline"), partial(self.go_requested.emit, "timeline", None)))
            return
        if hindrance.error.kind in ("missing", "usage"):
            self.stages.problem.say(hindrance.error.message,
                                    (self.tr("Lip sync…"), partial(self.stages.open_choices, "lip_sync")),
                                    (self.tr("Foley…"), partial(self.stages.open_choices, "foley")))
            return
        names = {"prepare": self.tr("Go to Prepare"), "generate": self.tr("Go to Generate"),
                 "review": self.tr("Go to Review"), "timeline": self.tr("Go to Timeline")}
        self.stages.problem.say(self._hindrance_text(hindrance), (names[hindrance.place],
                                partial(self.go_requested.emit, hindrance.place, None)))

    def _hindrance_text(self, hindrance: Hindrance) -> str:
        """What to drop or do, and where."""
        settings, takes = self.session.settings, len(self.session.takes)
        known = ((not settings.voice and hindrance.place == "prepare",
                  self.tr("The episode has no voice yet. Drop a recording into Prepare, or into the voice's track.")),
                 (not settings.source and hindrance.place == "prepare",
                  self.tr("The episode has no source yet. Drop a video or a folder of pictures into Prepare.")),
                 (not takes and hindrance.place == "generate", self.tr("No takes were made yet. Make them in Generate.")))
        return next((text for holds, text in known if holds), hindrance.error.message)

    def usual_sizes(self) -> list[tuple[QDockWidget, int, int]]:
        """The stages have a share of the window, and the picture the most of it."""
        targets, stages = self._docks
        width = min(_STAGES_MOST, max(_STAGES, round(_STAGES_SHARE * self.width())))
        return [(targets, max(_TARGETS, targets.minimumSizeHint().width()), 0), (stages, width, 0)]
