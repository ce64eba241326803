"""What follows from a sweep, in the lab's sentences: the recommendation, what holds, what is confounded, what is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studio.jobs.sweep_reading import SweepFindings
from studio.ui.language import shown_language
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import label


class RecommendationCard(QScrollArea):
    """Follows the model."""

    def __init__(self, model: SweepModel) -> None:
        super().__init__()
        self._model = model
        self.headline = label("", "large", wrap=True)
        self.sentences, self.blind = label("", wrap=True), label("", wrap=True)
        self.confounded, self.gaps = label("", "second", wrap=True), label("", "second", wrap=True)
        self._gaps_title = label(self.tr("What this cannot tell"), "small")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, BETWEEN, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(label(self.tr("Recommendation"), "small"))
        column.addWidget(self.headline)
        for text in (self.sentences, self.blind, self.confounded):
            column.addWidget(text)
        column.addSpacing(GRID)
        column.addWidget(self._gaps_title)
        column.addWidget(self.gaps)
        column.addStretch(1)
        for text in (self.headline, self.sentences, self.blind, self.confounded, self.gaps):
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Recommendation"))
        model.findings_changed.connect(self._show)
        model.reading_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        findings = self._model.findings
        if findings is None:
            reading = self._model.reading
            waits = reading is None or reading.made > 0
            self.headline.setText(self.tr("Analysing…") if waits else self.tr("No take yet"))
            texts = ["", "", "", ""]
        else:
            self.headline.setText(self._headline(findings))
            texts = _texts(findings)
        for item, text in zip((self.sentences, self.blind, self.confounded, self.gaps), texts, strict=True):
            item.setText(text)
            item.setVisible(bool(text))
        self._gaps_title.setVisible(bool(texts[3]))

    def _headline(self, findings: SweepFindings) -> str:
        advice = findings.analysis.recommendation
        if advice is None:
            return self.tr("No recommendation")
        if advice.decided and advice.seconds_per_pass is not None:
            return self.tr("{preset}, for strict pass and time").format(preset=advice.preset)
        if advice.decided:
            return self.tr("{preset}, for strict pass").format(preset=advice.preset)
        return self.tr("{preset} leads, not decided").format(preset=advice.preset)


def _texts(findings: SweepFindings) -> list[str]:
    from studio.review.lab.sentences import (
        blind_sentence,
        confounded_sentence,
        pair_sentence,
        recommendation_sentence,
        sizes_sentence,
    )
    from studio.review.lab.words import say

    analysis, language = findings.analysis, shown_language()
    best = analysis.recommendation.preset if analysis.recommendation else None
    pairs = [pair for pair in analysis.pairs if best in (None, pair.first, pair.second)]
    first = [recommendation_sentence(analysis.recommendation, language), *(pair_sentence(pair, language) for pair in pairs)]
    unfit = [sizes_sentence(size, language) for size in analysis.times.sizes if not size.fits]
    return ["\n".join(first), "\n".join(blind_sentence(result, language) for result in findings.blind),
            "\n".join([*(confounded_sentence(factors, language) for factors in analysis.confounded), *unfit]),
            "\n".join(say(language, key, **values) for key, values in findings.gaps)]
