"""What is said of the reference pictures, in words and numbers."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject

from studio.identity.reference_warnings import LEAST_SHARPNESS, MOST_YAW
from studio.jobs.look_at_references import ReferenceLook, ReferencesLook

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
            text = self.tr("{det:.2f}, good from {least:.2f}").format(det=scores.det, least=look.det_threshold)
            rows.append(("det", self.tr("Face found (det)"), text, "", ""))
        if scores.yaw is not None:
            text = self.tr("{yaw:+.0f}°, good within ±{most:.0f}°").format(yaw=scores.yaw, most=MOST_YAW)
            rows.append(("yaw", self.tr("Yaw"), text, "", ""))
        if scores.sharpness is not None:
            text = self.tr("{value:.2f}, good from {least:.2f}").format(value=scores.sharpness, least=LEAST_SHARPNESS)
            rows.append(("sharpness", self.tr("Sharpness"), text, "", ""))
        if scores.pixel_mean is not None and scores.pixel_std is not None:
            rows.append(("pixels", self.tr("Pixels, mean / std"), f"{scores.pixel_mean:.1f} / {scores.pixel_std:.1f}", "",
                         self.tr("Brightness of the whole picture, 0 to 255")))
        if look.analyzer:
            rows.append(("analyzer", self.tr("Analyzer"), look.analyzer.partition(" ")[0], "", look.analyzer))
        return rows

    def _face_parts(self, look: ReferenceLook) -> list[str]:
        parts = []
        if look.scores.det is not None:
            parts.append(self.tr("det {det:.2f}").format(det=look.scores.det))
        if look.scores.yaw is not None:
            turned = self.tr("turned {yaw:.0f}°").format(yaw=abs(look.scores.yaw))
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
        text = self.tr("{value:.2f} {sign} from {limit:.2f}")
        each = self.tr("pictures {first} and {second}: {value:.2f}")
        tip = "\n".join(each.format(first=first + 1, second=second + 1, value=value)
                        for first, second, value in look.similarities)
        return [("same", name, text.format(value=least, sign="✓" if same else "✕", limit=look.same_person),
                 "accepted" if same else "rejected", tip)]
