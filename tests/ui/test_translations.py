"""Every text of the window is translated, well formed, and compiled into the files that are shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "resources" / "translations"
SOURCES = sorted((PROJECT / "studio" / "ui").rglob("*.py"))
PLACES = re.compile(r"\{[^{}?]*\}|%n|%L?\d")
PLURALS = {"ru": 3, "en": 2}
NAMES = r"Full-Motion Studio|LUFS|insightface \(\)|OpenCV \(YuNet( \+ SFace)?\)"
TOOLS = Path(sys.executable).parent


def messages(language: str) -> list[ET.Element]:
    return list(ET.parse(FOLDER / f"studio_{language}.ts").getroot().iter("message"))


def texts(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.findall("numerusform")]
    return forms or [translation.text or ""]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_is_translated_with_all_its_plural_forms(language: str) -> None:
    unfinished = [message.findtext("source") for message in messages(language)
                  if message.find("translation[@type='unfinished']") is not None or not all(texts(message))]
    assert unfinished == []
    wrong = [message.findtext("source") for message in messages(language)
             if message.get("numerus") == "yes" and len(texts(message)) != PLURALS[language]]
    assert wrong == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_translations_keep_places_and_keys(language: str) -> None:
    bad = [(message.findtext("source"), text) for message in messages(language) for text in texts(message)
           if sorted(PLACES.findall(text)) != sorted(PLACES.findall(message.findtext("source", "")))]
    assert bad == []


def test_russian_is_in_russian() -> None:
    latin = [(message.findtext("source"), text) for message in messages("ru") for text in texts(message)
             if re.search(r"[A-Za-z]{4,}", PLACES.sub("", message.findtext("source", "")))
             and not re.search("[А-Яа-яЁё]", text) and not re.fullmatch(NAMES, PLACES.sub("", text).strip())]
    assert latin == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_files_are_current_with_the_sources(language: str, tmp_path: Path) -> None:
    copy = tmp_path / f"studio_{language}.ts"
    copy.write_bytes((FOLDER / copy.name).read_bytes())
    sources = [str(path.relative_to(PROJECT)) for path in SOURCES]
    more = ["-pluralonly"] if language == "en" else []
    subprocess.run([TOOLS / "pyside6-lupdate", *sources, "-silent", "-no-obsolete", "-locations", "none",
                    "-disable-heuristic", "similartext", *more, "-ts", str(copy)], cwd=PROJECT, check=True)
    assert copy.read_text("utf-8") == (FOLDER / copy.name).read_text("utf-8"), "run packaging/translate"
    compiled = tmp_path / f"studio_{language}.qm"
    subprocess.run([TOOLS / "pyside6-lrelease", "-silent", str(copy), "-qm", str(compiled)], check=True)
    assert compiled.read_bytes() == (FOLDER / compiled.name).read_bytes(), "run packaging/translate"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_texts_are_written_so_that_they_are_found(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {call for name in ast.walk(tree) if isinstance(name, ast.ClassDef) for call in ast.walk(name)}
    assert [problem for call in ast.walk(tree) if isinstance(call, ast.Call)
            if (problem := _problem(call, in_class=call in inside))] == []


def _problem(call: ast.Call, *, in_class: bool) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("tr", "translate", "QT_TRANSLATE_NOOP"):
        return ""
    place = 0 if name == "tr" else 1
    text = call.args[place] if len(call.args) > place else None
    if isinstance(text, ast.Name | ast.Attribute | ast.Subscript):      # a text marked elsewhere, looked up here
        return ""
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return f"line {call.lineno}: only a plain text is found by lupdate"
    if name == "translate" and "%n" in text.value:
        return f"line {call.lineno}: lupdate loses plurals in translate(); use tr of studio.ui.translation"
    if isinstance(call.func, ast.Attribute) and name == "tr" and not in_class:
        return f"line {call.lineno}: self.tr outside of a class has no context"
    if "%n" in text.value and len(call.args) < 3:
        return f"line {call.lineno}: no number for %n"
    return ""
