"""English and Russian: our own texts and Qt's, switched while the window is open."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from studio.episode.bundled import bundled

Language: TypeAlias = Literal["system", "en", "ru"]
LANGUAGES: tuple[Language, ...] = ("system", "en", "ru")


class Languages(QObject):
    """The language of the application: the system's until the person chooses."""

    def __init__(self) -> None:
        super().__init__()
        self._installed: list[QTranslator] = []
        self.choice: Language = "system"
        self.decimal_sign = "."

    @property
    def shown(self) -> str:
        """`en` or `ru`."""
        return _system_language() if self.choice == "system" else self.choice

    def use(self, choice: str) -> None:
        """Texts made from now on are in this language; an unknown one counts as the system's."""
        self.choice = next((known for known in LANGUAGES if known == choice), "system")
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed = _translators(self.shown)
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)
        QLocale.setDefault(QLocale(self.shown))
        self.decimal_sign = QLocale().decimalPoint()


@cache
def languages() -> Languages:
    """The one choice of this process."""
    return Languages()


def shown_language() -> Literal["en", "ru"]:
    """The language that the window speaks now, for what speaks without Qt."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"


def _system_language() -> str:
    first = next(iter(QLocale.system().uiLanguages()), "")
    return "ru" if first.startswith("ru") else "en"


def _translators(language: str) -> list[QTranslator]:
    qts = QTranslator()
    found = []
    if qts.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        found.append(qts)
    ours = QTranslator()
    with as_file(bundled("resources", "translations", f"studio_{language}.qm")) as path:
        if ours.load(str(path)):
            found.append(ours)
    return found
