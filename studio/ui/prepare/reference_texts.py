"""What is said of the reference pictures, in words and numbers."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject

from studio.identity.reference_warnings import LEAST_SHARPNESS, MOST_YAW
from studio.jobs.look_at_references import ReferenceLook, ReferencesLook
from studio.ui.numbers import fixed_text

FactRow: TypeAlias = tuple[str, str, str, str, str]
"""Key, name, value, style, tool tip."""
_FRONTAL = 12.0


class ReferenceTexts(QObject):
    """Each number with what it is measured against."""

    def face_line(self, look: ReferenceLook) -> tuple[str, str]:
        """What stands below a picture, and its style: `✓ det 0.91 · frontal`."""
        if look.problem:
            return self.tr("✕ cannot be read"), "rejected"
        if not look.width:
            return "", "small"
        if look.counted is None:
            return self.tr("✕ no face"), "rejected"
        sign = "!" if look.warnings else "✓"
        return f"{sign} {' · '.join(self._face_parts(look))}", "undecided" if look.warnings else "accepted"

    def rows(self, look: ReferencesLook, chosen: int) -> list[FactRow]:
        """Numbers of one picture and of all together."""
        rows = self._same_person(look)
        scores = look.references[chosen].scores
        if scores.det is not None and look.det_threshold is not None:
            text = self.tr("{det}, good from {least}").format(
                det=fixed_text(scores.det), least=fixed_text(look.det_threshold))
            rows.append(("det", self.tr("Face found (det)"), text, "", ""))
        if scores.yaw is not None:
            text = self.tr("{yaw}°, good within ±{most}°").format(
                yaw=fixed_text(scores.yaw, 0, signed=True), most=fixed_text(MOST_YAW, 0))
            rows.append(("yaw", self.tr("Yaw"), text, "", ""))
        if scores.sharpness is not None:
            text = self.tr("{value}, good from {least}").format(
                value=fixed_text(scores.sharpness), least=fixed_text(LEAST_SHARPNESS))
            rows.append(("sharpness", self.tr("Sharpness"), text, "", ""))
        if scores.pixel_mean is not None and scores.pixel_std is not None:
            pixels = f"{fixed_text(scores.pixel_mean, 1)} / {fixed_text(scores.pixel_std, 1)}"
            rows.append(("pixels", self.tr("Pixels, mean / std"), pixels, "",
                         self.tr("Brightness of the whole picture, 0 to 255")))
        if look.analyzer:
            rows.append(("analyzer", self.tr("Analyzer"), look.analyzer.partition(" ")[0], "", look.analyzer))
        return rows

    def _face_parts(self, look: ReferenceLook) -> list[str]:
        parts = []
        if look.scores.det is not None:
            parts.append(self.tr("det {det}").format(det=fixed_text(look.scores.det)))
        if look.scores.yaw is not None:
            turned = self.tr("turned {yaw}°").format(yaw=fixed_text(abs(look.scores.yaw), 0))
            parts.append(self.tr("frontal") if abs(look.scores.yaw) < _FRONTAL else turned)
        if len(look.faces) > 1 and look.counted is not None:
            text = self.tr("face {face} of {faces}")
            parts.append(text.format(face=look.counted + 1, faces=len(look.faces)))
        return parts

    def _same_person(self, look: ReferencesLook) -> list[FactRow]:
        if len(look.references) < 2 or not look.analyzer:
            return []
        name = self.tr("Same person")
        if look.same_person is None:
            return [("same", name, self.tr("this analyzer cannot compare"), "second", "")]
        if not look.similarities:
            return []
        least = min(value for _, _, value in look.similarities)
        same = least >= look.same_person
        text = self.tr("{value} {sign} from {limit}")
        each = self.tr("pictures {first} and {second}: {value}")
        tip = "\n".join(each.format(first=first + 1, second=second + 1, value=fixed_text(value))
                        for first, second, value in look.similarities)
        text = text.format(value=fixed_text(least), sign="✓" if same else "✕", limit=fixed_text(look.same_person))
        return [("same", name, text, "accepted" if same else "rejected", tip)]
