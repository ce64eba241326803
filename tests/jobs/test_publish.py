"""An episode exported, signed and published: read by an HTML parser, the C2PA reader, a browser where there is one."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import unquote

import opentimelineio as otio
import pytest
import srt

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.c2pa_manifest import FACE_ASSERTION, MAKING_ASSERTION
from studio.finish.c2pa_signing import read_credentials
from studio.finish.marks import read_marks
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_episode import FinishedEpisode, finish_episode
from studio.jobs.marks_step import marks_line
from studio.jobs.outputs import outputs_of
from tests.finish.certificates import write_certificate
from tests.jobs.real_browser import opened_in, wait_for_title
from tests.ui.episodes import make_episode_with_takes

CAPTIONS = (Caption(0, 0.9, "Good <b>morning</b> & hello"), Caption(1, 1.9, "Вот новости.\n\nПервая"))
NOTE = 'Ann "A" <script>alert(1)</script>, 2026-03-01'
_VOID = {"meta", "source", "track", "link", "img", "br"}


def _pass_over(event: JobEvent) -> None:
    del event


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """An episode of a name that has to be escaped, with captions, ready to export."""
    folder = make_episode_with_takes(tmp_path / "Выпуск & 1.episode", 12)
    with EpisodeStore.open(folder) as opened:
        opened.change_settings({"publish_folder": str(tmp_path / "site"), "whose_face": "with consent",
                                "whose_face_note": NOTE})
        opened.history.set_timeline(replace(opened.timeline(), captions=CAPTIONS), "captions")
        yield opened


def _export(store: EpisodeStore) -> FinishedEpisode:
    return finish_episode(store, outputs_of(store), _pass_over, JobControl())


def _site(store: EpisodeStore) -> Path:
    return Path(store.settings.publish_folder) / "Выпуск & 1"


class _Strict(HTMLParser):
    """Every tag closed in its order; attributes and texts kept."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _parsed(path: Path) -> _Strict:
    parser = _Strict()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    assert parser.open == []
    return parser


def test_everything_is_there_and_says_its_digest(store: EpisodeStore) -> None:
    done = _export(store)
    assert [stage.name for stage in done.stages] == ["loop", "export", "marks", "publish"]
    site = _site(store)
    facts = json.loads((site / "episode.json").read_text(encoding="utf-8"))
    names = {file["name"]: file for file in facts["files"]}
    assert set(names) == {path.name for path in site.iterdir()} - {"index.html", "episode.json"}
    for name, file in names.items():
        content = (site / name).read_bytes()
        assert (file["size"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert facts["videos"]["web"]["frames"] == read_marks(done.render.path)["frames"]
    assert facts["may_be_sold"]["answer"] == "yes"
    assert (site / "Выпуск & 1_web.mp4").read_bytes() == done.render.path.read_bytes()
    assert [item.content for item in srt.parse((site / "Выпуск & 1.srt").read_text(encoding="utf-8"))] == [
        "Good <b>morning</b> & hello", "Вот новости.\nПервая"]


def test_video_and_poster_are_signed_and_marked(store: EpisodeStore) -> None:
    _export(store)
    for name in ("Выпуск & 1_web.mp4", "poster.jpg"):
        credentials = read_credentials(_site(store) / name)
        assert credentials is not None
        assert credentials.valid
        assert credentials.assertion(FACE_ASSERTION) == {"whose_face": "with consent", "ground": NOTE}
        assert b"DigitalSourceType" in (_site(store) / name).read_bytes()


@pytest.mark.parametrize("name", ["index.html", "report.html"])
def test_pages_are_whole_and_need_nothing_from_elsewhere(store: EpisodeStore, name: str) -> None:
    _export(store)
    page = _parsed(_site(store) / name)
    addresses = [value for _, attribute, value in page.attributes if attribute in ("src", "href", "poster", "srcset")]
    assert addresses
    for address in addresses:
        assert address.startswith(("./", "data:text/vtt")) or address == "index.html"
        if not address.startswith("data:"):
            assert (_site(store) / unquote(address)).is_file()
    assert "http" not in (_site(store) / name).read_text(encoding="utf-8").replace("http-equiv", "")
    assert not re.search(r"url\(|@import", page.text)
    assert not {"script", "iframe", "link"} & {tag for tag, _, _ in page.attributes}
    assert NOTE in page.text


def test_captions_stand_in_the_page(store: EpisodeStore) -> None:
    _export(store)
    page = _parsed(_site(store) / "index.html")
    found = {name: value for tag, name, value in page.attributes if tag == "track"}
    text = base64.b64decode(found["src"].partition("base64,")[2]).decode("utf-8")
    assert text == (_site(store) / "Выпуск & 1.vtt").read_text(encoding="utf-8")
    assert text == ("WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nGood <b>morning</b> &amp; hello\n\n"
                    "00:00:01.000 --> 00:00:01.900\nВот новости.\nПервая\n")
    assert (found["kind"], found["srclang"]) == ("captions", "ru")


@pytest.mark.parametrize(("shown_as", "track"), [
    ("file", {"kind", "srclang", "label", "src", "default"}), ("burned", {"kind", "srclang", "label", "src"}),
    ("off", set())])
def test_captions_in_the_picture_are_not_shown_twice(store: EpisodeStore, shown_as: str, track: set[str]) -> None:
    store.change_settings({"captions_as": shown_as})
    _export(store)
    assert {name for tag, name, _ in _parsed(_site(store) / "index.html").attributes if tag == "track"} == track
    assert (_site(store) / "Выпуск & 1.srt").exists() == bool(track)


@pytest.mark.parametrize(("language", "said"), [("en", "Generated, not a recording"),
                                                ("ru", "Сгенерировано, это не запись")])
def test_the_page_speaks_the_languages_of_the_program(store: EpisodeStore, private_home: Path, language: Literal["en", "ru"],
                                                     said: str) -> None:
    (private_home / "config").mkdir(parents=True, exist_ok=True)
    (private_home / "config" / "window.json").write_text(json.dumps({"language": language}), encoding="utf-8")
    _export(store)
    for name in ("index.html", "report.html"):
        page = _parsed(_site(store) / name)
        assert ("html", "lang", language) in page.attributes
    assert said in _parsed(_site(store) / "index.html").text


def test_the_page_says_what_moved_the_lips_and_made_the_sounds(store: EpisodeStore) -> None:
    _export(store)
    assert not {"lips", "sounds"} & set(_parsed(_site(store) / "index.html").text.split())
    store.change_settings({"lip_sync": "draft", "foley": "draft"})
    _export(store)
    text = _parsed(_site(store) / "index.html").text
    assert "The lips were moved to the voice by the draft lip sync that is built into the studio." in text
    assert "The sounds beside the voice were generated by the draft that is built into the studio." in text
    timeline = store.timeline()
    solo = replace(timeline, tracks=(replace(timeline.tracks[0], solo=True), *timeline.tracks[1:]))
    store.history.set_timeline(solo, "solo")
    _export(store)
    text = _parsed(_site(store) / "index.html").text
    assert "The lips were moved" in text
    assert "The sounds beside the voice" not in text, "they are silenced"
    facts = json.loads((_site(store) / "episode.json").read_text(encoding="utf-8"))
    assert (facts["lip_sync"], facts["foley"]) == ("draft", "")
    assert facts["videos"]["web"]["lip_sync"] == {"engine": "draft"}
    assert "foley" not in facts["videos"]["web"]
    credentials = read_credentials(_site(store) / "Выпуск & 1_web.mp4")
    assert credentials is not None
    assert [action["softwareAgent"]["name"] for action in credentials.actions] == ["draft", "draft", "Full-Motion Studio"]
    assert credentials.assertion(MAKING_ASSERTION)["lip_sync"] == {"engine": "draft"}


def test_the_report_has_stages_limits_and_the_answer(store: EpisodeStore) -> None:
    done = _export(store)
    text = _parsed(_site(store) / "report.html").text
    summary = done.loop.review.summary()
    strict = summary.strict.interval
    assert strict.share is not None
    assert f"{round(100 * strict.share)} % ({round(100 * strict.low)}-{round(100 * strict.high)} %)" in text
    assert "Yes, as far as the licences of the models go." in text
    for stage in ("Loop", "Video", "Content Credentials"):
        assert stage in text


def test_nothing_runs_twice_and_a_lost_page_comes_back(store: EpisodeStore) -> None:
    _export(store)
    assert all(stage.cached for stage in _export(store).stages)
    (_site(store) / "index.html").unlink()
    assert [stage.name for stage in _export(store).stages if not stage.cached] == ["publish"]
    assert (_site(store) / "index.html").is_file()


def test_another_note_and_back_publishes_each_time(store: EpisodeStore) -> None:
    for note in ("Ann", "Bob", "Ann"):
        store.change_settings({"whose_face_note": note})
        _export(store)
        assert note in _parsed(_site(store) / "index.html").text


def test_publishing_that_was_stopped_midway_goes_on(store: EpisodeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> NoReturn:
        raise StopRequested

    with monkeypatch.context() as patched:
        patched.setattr("studio.finish.publish_poster.poster_jpeg", stopped)
        with pytest.raises(StopRequested):
            _export(store)
    assert (_site(store) / "Выпуск & 1_web.mp4").is_file()
    _export(store)
    assert (_site(store) / "index.html").is_file()


def test_publishing_again_takes_away_what_is_no_part_of_it_and_leaves_other_files(store: EpisodeStore) -> None:
    _export(store)
    (_site(store) / "robots.txt").write_text("mine")
    store.history.set_timeline(replace(store.timeline(), captions=()), "no captions")
    _export(store)
    names = {path.name for path in _site(store).iterdir()}
    assert names == {"Выпуск & 1_web.mp4", "Выпуск & 1.otio", "poster.jpg", "report.html", "episode.json", "index.html",
                     "robots.txt"}
    assert "track" not in {tag for tag, _, _ in _parsed(_site(store) / "index.html").attributes}


def test_a_folder_of_somebody_else_is_left_alone(store: EpisodeStore) -> None:
    site = _site(store)
    site.mkdir(parents=True)
    (site / "index.html").write_text("my own page")
    with pytest.raises(StudioError, match="holds other files, which publishing would mix with its own") as caught:
        _export(store)
    assert caught.value.kind == "input"
    assert [path.name for path in site.iterdir()] == ["index.html"]
    (site / "episode.json").write_text(json.dumps({"fullmotion_studio_publication": 1, "episode": "Other"}))
    with pytest.raises(StudioError, match="holds another published episode, Other"):
        _export(store)
    assert (site / "index.html").read_text() == "my own page"


def test_relative_names_in_the_settings_count_from_the_episode(store: EpisodeStore, tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far" / "elsewhere").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "far" / "elsewhere")
    write_certificate(store.folder)
    store.change_settings({"publish_folder": "../site", "certificate": "cert.pem", "certificate_key": "key.pem"})
    _export(store)
    page = tmp_path / "site" / "Выпуск & 1" / "index.html"
    assert "signed by cert.pem" in _parsed(page).text
    credentials = read_credentials(page.with_name("poster.jpg"))
    assert credentials is not None
    assert credentials.signer == "Ann Example"
    assert not list((tmp_path / "far" / "elsewhere").iterdir())


def test_an_edited_title_keeps_its_folder(store: EpisodeStore) -> None:
    _export(store)
    store.change_settings({"name": "Another title"})
    _export(store)
    assert "Another title" in _parsed(_site(store) / "index.html").text
    _forget_the_mark(store)
    store.change_settings({"name": "A third"})          # published by an older studio, which knew folders by their title
    _export(store)
    assert "A third" in _parsed(_site(store) / "index.html").text


def test_another_episode_of_the_same_name_and_title_is_refused(store: EpisodeStore, tmp_path: Path) -> None:
    _export(store)
    page = (_site(store) / "index.html").read_bytes()
    folder = make_episode_with_takes(tmp_path / "elsewhere" / store.folder.name, 12)
    with EpisodeStore.open(folder) as other:
        other.change_settings({"publish_folder": store.settings.publish_folder, "name": store.settings.name})
        with pytest.raises(StudioError, match="holds another published episode, Выпуск & 1"):
            _export(other)
        assert (_site(store) / "index.html").read_bytes() == page
        _forget_the_mark(store)
        other.change_settings({"name": "Another title"})
        with pytest.raises(StudioError, match="holds another published episode, Выпуск & 1"):
            _export(other)


def test_a_copy_of_an_episode_does_not_publish_over_it(store: EpisodeStore, tmp_path: Path) -> None:
    _export(store)
    page = (_site(store) / "index.html").read_bytes()
    shutil.copytree(store.folder, tmp_path / "elsewhere" / store.folder.name)
    with EpisodeStore.open(tmp_path / "elsewhere" / store.folder.name) as copy:
        copy.change_settings({"name": "The copy"})
        with pytest.raises(StudioError, match="holds another published episode"):
            _export(copy)
        assert (_site(store) / "index.html").read_bytes() == page
        copy.change_settings({"publish_folder": str(tmp_path / "another site")})
        _export(copy)
        assert "The copy" in _parsed(_site(copy) / "index.html").text


def _forget_the_mark(store: EpisodeStore) -> None:
    path = _site(store) / "episode.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    del facts["publisher"]
    path.write_text(json.dumps(facts), encoding="utf-8")


def test_the_page_comes_last_and_no_file_is_ever_half(store: EpisodeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real = Path.replace

    def watched(self: Path, target: Path) -> Path:
        if Path(target).parent == _site(store):
            order.append(Path(target).name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    _export(store)
    assert next(name for name in order if name != "episode.json") == "Выпуск & 1_web.mp4"
    assert order[0] == "episode.json", "so that it is known as the studio's"
    assert order[-3:] == ["report.html", "episode.json", "index.html"]
    assert set(order) == {path.name for path in _site(store).iterdir()}


def test_without_marks_nothing_is_signed_but_the_fields_stay(store: EpisodeStore) -> None:
    store.change_settings({"truth_marks": False})
    done = _export(store)
    assert [stage.name for stage in done.stages] == ["loop", "export", "publish"]
    assert read_credentials(done.render.path) is None
    assert read_credentials(_site(store) / "poster.jpg") is None
    assert read_marks(done.render.path)["generated"] is True
    assert "Content Credentials are off" in marks_line(store.settings)


def test_a_certificate_that_cannot_be_read_is_said_before_anything_runs(store: EpisodeStore, tmp_path: Path) -> None:
    store.change_settings({"certificate": str(tmp_path / "no.pem"), "certificate_key": str(tmp_path / "no.key")})
    with pytest.raises(StudioError, match=r"no\.pem cannot be opened: there is no such file"):
        _export(store)
    assert not store.stages.count("loop")


def test_the_timeline_is_that_of_the_video(store: EpisodeStore) -> None:
    done = _export(store)
    timeline = otio.adapters.read_from_file(str(_site(store) / "Выпуск & 1.otio"))
    assert sum(int(item.duration().value) for item in timeline.video_tracks()[0]) == done.loop.plan.frames
    assert timeline.audio_tracks()[0].duration().value == 96_000
    assert str(store.folder) not in (_site(store) / "Выпуск & 1.otio").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_browser_plays_it_with_its_captions(store: EpisodeStore, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here")
    _export(store)
    watch = ("<script>const v=document.querySelector('video');v.muted=true;v.preload='auto';"
             "v.addEventListener('loadeddata',()=>{v.currentTime=1.2});setInterval(()=>{"
             "const c=v.querySelector('track').track.activeCues;"
             "if(v.currentTime>1&&!v.seeking&&c&&c.length)document.title='W'+v.videoWidth+' '+c[0].text},100);v.load()"
             "</script>")
    page = _site(store) / "watched.html"
    page.write_text((_site(store) / "index.html").read_text(encoding="utf-8").replace("</body>", f"{watch}</body>"),
                    encoding="utf-8")
    with opened_in(browser, page, tmp_path / "chrome") as title:
        assert wait_for_title(title, "W96", 60).startswith("W96 Вот новости.")
