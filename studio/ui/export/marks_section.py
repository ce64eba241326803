"""What the videos say of how they were made, and whether they may be sold."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from studio.jobs.export_plan import ExportPlan
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.export_texts import face_text, sale_text
from studio.ui.finishing.setting_fields import SettingFields
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import FactRows, button, label
from studio.ui.widgets.field_rows import FIELD_EDGE, FieldRows


class MarksSection(QWidget):
    """`face_wanted`: the person wants to say whose face it is."""

    face_wanted = Signal()

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        self._session = session
        fields = SettingFields(session, self)
        self.manifest = fields.choice("truth_marks", {True: self.tr("✓ C2PA + metadata"), False: self.tr("metadata only")})
        self.credit = fields.choice("visible_credit", {False: self.tr("none"), True: self.tr("lower right")})
        self.signer = button("", self._choose_certificate, style="fact")
        self.forget = button(self.tr("sign with the studio's own"), self._forget, style="fact")
        self.rows = FieldRows()
        self.rows.add("generated", self.tr("Says it is generated"), self.manifest)
        self.rows.add("signer", self.tr("Signed by"), self.signer)
        self.rows.add("forget", "", self.forget)
        self.forget.setAccessibleName(self.forget.text())
        self.rows.add("credit", self.tr("Visible credit"), self.credit)
        self.facts = FactRows(wrap=True)
        self.facts.setContentsMargins(0, 0, FIELD_EDGE, 0)
        self.reasons = label("", "small", wrap=True)
        self.line = label(self.tr("Machines that look for generated media find it marked in the file; whoever changes the "
                                  "video breaks the signature."), "small", wrap=True)
        self._say = button(self.tr("Say whose face it is"), self.face_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.rows, self.facts, self.reasons, self._say, self.line):
            column.addWidget(part)
        column.insertSpacing(4, BETWEEN - GRID)
        session.settings_changed.connect(self._show_signer)
        self._show_signer()

    def show_plan(self, plan: ExportPlan) -> None:
        """Show what the plan knows."""
        facts = self.facts
        face, style = face_text(plan.whose_face)
        note = self._session.settings.whose_face_note
        facts.set("face", self.tr("Face"), f"{face} · {note}" if note and plan.whose_face else face, style=style)
        made = " · ".join(part for part in (plan.preset, plan.engine) if part)
        facts.set("made", self.tr("Made with"), made or "–", tip=self.tr("Preset and engine; both stand in the file."))
        facts.set("analyzer", self.tr("Scored by"), plan.analyzer or "–")
        sale, style = sale_text(plan.sale)
        known = bool(plan.engine)
        facts.set("sale", self.tr("May I sell this?"), sale if known else "–", style=style if known else "",
                  tip=self.tr("Speaks of the models alone: whose face, voice and music it is, you know."))
        self.reasons.setText("\n".join(localized(term) for term in plan.sale.terms) if known else "")
        self.reasons.setVisible(bool(self.reasons.text()))
        self._say.setVisible(not plan.whose_face)

    def _show_signer(self) -> None:
        settings = self._session.settings
        marked, own = settings.truth_marks, settings.certificate
        self.signer.setText(Path(own).name if own else self.tr("the studio: untrusted"))
        self.signer.setToolTip(own or self.tr("A self-signed certificate: readers of C2PA show it as untrusted. A click "
                                              "chooses one of your own."))
        self.rows.show_row("signer", shown=marked)
        self.rows.show_row("forget", shown=marked and bool(own))

    def _choose_certificate(self) -> None:
        """A chain of certificates, then the key that belongs to it."""
        kinds = self.tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)")
        chain, _ = QFileDialog.getOpenFileName(self, self.tr("Certificate (PEM)"), self._session.settings.certificate, kinds)
        key = QFileDialog.getOpenFileName(self, self.tr("Its private key (PEM)"), chain, kinds)[0] if chain else ""
        if key:
            self._session.change_settings({"certificate": chain, "certificate_key": key})

    def _forget(self) -> None:
        self._session.change_settings({"certificate": "", "certificate_key": ""})
