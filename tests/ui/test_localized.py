"""What the layers below say is Russian in the Russian window; only what a person or a system named stays as it is."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.frame_range import parse_frame_range
from studio.episode.pick import Candidate
from studio.episode.preset import parse_preset
from studio.episode.thresholds import RULES, Thresholds
from studio.generate.open_engine import engine_status, open_engine
from studio.generate.picture_matching import match_pictures
from studio.identity.reference_warnings import several_faces
from studio.jobs.inputs import require_exists
from studio.jobs.models import ModelFinding, look_for_models
from studio.jobs.weights import look_for_weights
from studio.media.input_files import require_file
from studio.media.pictures import read_picture
from studio.review.explain import explain_nothing_passes
from studio.ui.language import languages
from studio.ui.localized import Reading, localized, patterns
from studio.ui.lower_texts import LOWER_TEXTS
from studio.weights.catalog import catalog_row
from studio.weights.fetch import licence_question

PROJECT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{(\w+)\}")
COUNTED = re.compile(r"\{(\w+)\?([^{}]*)\}")
OF_NAMES = re.compile(r"(path|name|file|folder|voice|parent)2?")
SLOWEST_S = 0.1
PRODUCTS = ("OpenCV", "YuNet", "SFace", "insightface", "onnxruntime", "buffalo_l", "FLUX", "PuLID", "klein", "draft",
            "command", "flux-pulid", "MIT", "Apache", "onnx", "dev", "opencv-zoo", "BiSeNet", "ResNet", "CLIP-L", "T5-XXL",
            "antelopev2", "CelebAMask-HQ", "Black Forest Labs", "HF_TOKEN", "EVA02-CLIP-L-14-336",
            "(d)", "builtin", "studio hosts add", "user@machine", "NVIDIA")



@pytest.fixture
def russian(qapp: QApplication) -> Iterator[None]:
    del qapp
    languages().use("ru")
    yield
    languages().use("system")


def translations() -> dict[str, str]:
    root = ET.parse(PROJECT / "resources" / "translations" / "studio_ru.ts").getroot()
    context = next(item for item in root.iter("context") if item.findtext("name") == "LowerTexts")
    return {item.findtext("source", ""): item.findtext("translation", "") for item in context.iter("message")}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values, of which 3 is the only number."""
    def counted(match: re.Match[str]) -> str:
        return match[2].split("|")[1 if values[match[1]] == "3" else 2]

    def given(match: re.Match[str]) -> str:
        return values.get(match[1], match[0])

    return PLACE.sub(given, COUNTED.sub(counted, text))


def sentence(action: Callable[[], object]) -> str:
    with pytest.raises(StudioError) as caught:
        action()
    return caught.value.message


def latin(text: str, *names: str) -> str:
    """The Latin words of a text that are neither the names given nor words of the command line."""
    for name in names:
        text = text.replace(name, "")
    return " ".join(re.findall(r"[A-Za-z]+", re.sub(r"`[^`]*`|--[a-z-]+", "", text)))


def test_the_catalogue_holds_what_the_sources_say() -> None:
    found = subprocess.run([sys.executable, PROJECT / "packaging" / "lower_texts.py"], check=True, capture_output=True)
    assert found.stdout.decode("utf-8") == (PROJECT / "studio" / "ui" / "lower_texts.py").read_text("utf-8"), \
        "run packaging/translate"


def test_every_text_has_a_translation_that_uses_its_values() -> None:
    known = translations()
    assert set(known) == set(LOWER_TEXTS)
    wrong = [text for text, said in known.items()
             if sorted(PLACE.findall(text)) != sorted(PLACE.findall(said))
             or not {place for place, _ in COUNTED.findall(said)} <= set(PLACE.findall(text))
             or any(forms.count("|") != 2 for _, forms in COUNTED.findall(said))]
    assert wrong == []


@pytest.mark.parametrize("name", ["Zed.q", "my clip.q", "/home/x y/Zed"])
def test_no_text_is_taken_for_another(name: str) -> None:
    known = translations()
    reading = Reading(patterns(LOWER_TEXTS), known.__getitem__)
    wrong = []
    for text in LOWER_TEXTS:
        values = {place: "3" if re.fullmatch(r"n(_\w+)?", place) else name if OF_NAMES.fullmatch(place) else "Zed.q"
                  for place in PLACE.findall(text)}
        got = reading.of(filled(text, values))
        if got != filled(known[text], values):
            wrong.append((text, got))
    assert wrong == []


def test_a_window_in_english_shows_the_sentences_as_they_are(qapp: QApplication) -> None:
    del qapp
    languages().use("en")
    assert localized("There is no engine flux. Choose one of draft.") == "There is no engine flux. Choose one of draft."
    languages().use("system")


def test_errors_of_the_layers_are_russian_but_for_names(russian: None, tmp_path: Path) -> None:
    del russian
    (tmp_path / "Tom and Jerry.mp4").write_bytes(b"no video")
    broken = 'engine = "draft"\nsteps = "a"\nwidth = 3'
    shown = {
        "range": localized(sentence(lambda: parse_frame_range("abc"))),
        "outside": localized(sentence(lambda: parse_frame_range("50-999").select(list(range(0, 144, 2))))),
        "gone": localized(sentence(lambda: require_exists(tmp_path / "my face.png", "reference picture"))),
        "empty": localized(sentence(lambda: require_file(tmp_path, "video"))),
        "picture": localized(sentence(lambda: read_picture(tmp_path / "Tom and Jerry.mp4"))),
        "engine": localized(sentence(lambda: open_engine("flux", {}))),
        "preset": localized(sentence(lambda: parse_preset(broken, "B", "personal: B.toml"))),
    }
    assert shown["range"] == "Диапазон кадров 'abc' не понят: пишите кадры как 50-99, 120, 0-200:4 или 50- (до конца)."
    assert shown["outside"] == "Кадры 50-999 выходят за пределы источника, в нём 72 кадра между 0 и 142."
    assert shown["gone"] == f"Файла {tmp_path / 'my face.png'} (фото лица) нет. Проверьте путь."
    assert "Tom and Jerry.mp4 – не картинка: возьмите PNG, JPEG, WebP, TIFF или BMP." in shown["picture"]
    assert shown["engine"] == "Движка flux нет. Выберите из этих: draft, command, flux-pulid, klein."
    assert latin(shown["empty"], str(tmp_path)) == ""
    assert latin(shown["preset"], "«B»", "B.toml", "steps", "width", '"a"') == ""


def test_why_nothing_passes_is_russian_with_its_plurals(russian: None) -> None:
    del russian
    takes = [Candidate(frame, frame, f"{frame:064x}", 0, Scores(det=0.5 + frame / 100, faces=1, identity=0.3), 1)
             for frame in range(22)]
    thresholds = Thresholds(det=0.9, identity=0.5)
    started = time.process_time()
    shown = localized(explain_nothing_passes(takes, thresholds, scorer=1, episode="turn.episode"))
    assert time.process_time() - started < SLOWEST_S
    assert latin(shown) == ""
    assert "лицо найдено ≥ 0,9 и сходство ≥ 0,5" in shown
    undecided = [*takes[:3], *(Candidate(30 + n, 30 + n, f"{30 + n:064x}", 0, Scores(faces=1), 1) for n in range(5))]
    assert "5 дублей оценить не удалось" in localized(explain_nothing_passes(undecided, Thresholds(det=0.9), scorer=1))


def test_what_other_programs_print_does_not_hold_the_window_up(russian: None) -> None:
    del russian
    for printed in ("word, " * 300, "A sentence. " * 150, "this one and that or " * 15, "x" * 3000, "The " * 400):
        started = time.process_time()
        assert localized(f"The command make.py failed (exit code 3): {printed}").endswith(printed)
        assert time.process_time() - started < SLOWEST_S


def test_every_score_has_a_name_in_russian(russian: None) -> None:
    del russian
    for rule in RULES:
        assert latin(localized(rule.describe(rule.low))) == "", rule.score
        assert latin(localized(f"thresholds {rule.score} 0.5, {rule.score} None")) in ("", "det det")


@pytest.mark.parametrize(("said", "shown"), [
    ("1 frames of a.mp4 do not decode: 7.", "Не раскодирован 1 кадр из a.mp4: 7."),
    ("3 frames of a.mp4 do not decode: 7.", "Не раскодированы 3 кадра из a.mp4: 7."),
    ("12 frames of a.mp4 do not decode: 7.", "Не раскодировано 12 кадров из a.mp4: 7."),
    ("21 finished takes of an interrupted run were found.", "Найден 21 готовый дубль прерванного запуска."),
    ("accept frames 50-99", "принять: кадры 50-99"),
    ("voice: gain -6.0, mute True", "голос: усиление −6,0, без звука: да"),
    ("export from 1.5 s to the end", "экспорт с 1,5 с, до: конца"),
    ("remove track music2", "убрать дорожку music2"),
    ("loading draft", "загрузка draft"),
    ("The worker draft ended: it was killed by signal 9.", "Рабочий процесс draft завершился: его завершил сигнал 9."),
    ("A.png shows no face: use a picture with one whole face, well lit and turned to the camera. b c.png is not a picture: "
     "use PNG, JPEG, WebP, TIFF or BMP.",
     "На A.png нет лица: возьмите фото с одним лицом целиком, при хорошем свете и со взглядом в камеру. b c.png – не "
     "картинка: возьмите PNG, JPEG, WebP, TIFF или BMP."),
    ("insightface buffalo_l: The models are for NON-COMMERCIAL RESEARCH ONLY. For commercial work ask insightface for a "
     "licence.", "insightface buffalo_l: Модели – ТОЛЬКО ДЛЯ НЕКОММЕРЧЕСКИХ ИССЛЕДОВАНИЙ. Для коммерческой работы запросите "
     "лицензию у insightface."),
    ("The certificate my.pem expired on 2026-11-26: ask its issuer for a new one.",
     "Срок сертификата my.pem истёк 2026-11-26: запросите новый у того, кто его выдал."),
    ("Nobody below says this of his file, and so it stays.", "Nobody below says this of his file, and so it stays."),
    ("Готово", "Готово"),
])
def test_numbers_decide_the_forms_and_names_stay(russian: None, said: str, shown: str) -> None:
    del russian
    assert localized(said) == shown


def test_notices_of_an_import_and_warnings_are_russian(russian: None, tmp_path: Path) -> None:
    del russian
    files = [tmp_path / f"p_{number}.png" for number in range(12)]
    notices = match_pictures(files, [1, 2, 40], "name").notices
    assert notices
    assert [latin(localized(notice), *(file.name for file in files)) for notice in notices] == [""] * len(notices)
    warning = several_faces("two.jpg", 5).sentence
    assert localized(warning) == ("На two.jpg 5 лиц, считается самое большое: выберите другое (--face от 1 до 4) или "
                                  "обрежьте картинку.")


def test_models_weights_and_licences_are_russian(russian: None, private_home: Path) -> None:
    del russian, private_home
    for finding in look_for_models():
        assert latin(_shown(finding), *PRODUCTS) == "", finding
    for row in look_for_weights():
        shown = " ".join(map(localized, (row.title, row.terms, row.otherwise, *row.steps)))
        assert latin(re.sub(r"https?://\S+", "", shown), row.title, *PRODUCTS) == "", row.name
        asked = localized(licence_question(catalog_row(row.name)))
        assert latin(re.sub(r"https?://\S+", "", asked), row.title, row.licence, *PRODUCTS, "GB", "MB", "kB") == "", row.name
    assert latin(localized(engine_status("klein").why), *PRODUCTS) == ""


def _shown(finding: ModelFinding) -> str:
    told = [localized(finding.licence), localized(f"{finding.why}. {finding.mend}")]
    return re.sub(r"https?://\S+|\S*/\S+|\w+\.onnx|\$\w+|pip install [\w ]+", "", " ".join(told))
