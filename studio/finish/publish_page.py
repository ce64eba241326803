"""The page that plays a published video, made of one HTML file that needs nothing from anywhere else."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import quote

from studio.episode.finish_rules import DRAFT
from studio.finish.publish_texts import Texts, filled, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studio.finish.credit import Language

FileKind: TypeAlias = Literal["video", "poster", "captions", "timeline", "report", "facts"]
Signing: TypeAlias = Literal["off", "self-signed", "signed"]

_CYRILLIC: Final = re.compile("[а-яёА-ЯЁ]")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file beside the page: its name, what it is, its size in bytes; `target` where it is a video of one."""

    name: str
    kind: FileKind
    size: int
    sha256: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page says and shows. The first video of `files` is played, `width` x `height` pixels and `seconds` long;
    `engine` made the pictures; `lip_sync` and `foley` are "draft", an engine's title, or "" where there is none. `face` is
    mine, synthetic, with consent or "", `ground` the person's note on it; `captions` is a WebVTT text, and `drawn_captions`
    says that they are seen in the picture as well."""

    title: str
    language: Language
    software: str
    date: str
    engine: str
    lip_sync: str
    foley: str
    face: str
    ground: str
    signing: Signing
    signer: str
    width: int
    height: int
    seconds: float
    captions: str
    drawn_captions: bool
    files: Sequence[PublishedFile]


def page_html(facts: PageFacts) -> str:
    """The whole page. Captions stand in it as data, since browsers refuse them as a file where the page is one."""
    texts = Texts(facts.language)
    video = next(file for file in facts.files if file.kind == "video")
    poster = next((file.name for file in facts.files if file.kind == "poster"), "")
    length = texts.say("seconds", n=f"{facts.seconds:.1f}")
    raw = {"style": style(), "tracks": _track(facts, texts), "paragraphs": _paragraphs(facts, texts),
           "downloads": "\n".join(_download(file, texts) for file in facts.files)}
    return filled(
        "page.html", raw, language=facts.language, title=facts.title, software=facts.software, mark=texts.say("mark"),
        description=texts.say("description", title=facts.title, face=face_text(facts, texts)), width=str(facts.width),
        height=str(facts.height), shape="tall" if facts.height > facts.width else "wide", poster=address(poster),
        video=address(video.name),
        video_label=texts.say("video_label", title=facts.title, seconds=length),
        download_instead=texts.say("download_instead"), what_heading=texts.say("what"), files_heading=texts.say("files"),
        footer=texts.say("footer", software=facts.software, date=facts.date))


def address(name: str) -> str:
    """The relative address of a file beside the page; "" stays empty."""
    return f"./{quote(name)}" if name else ""


def size_text(size: int, texts: Texts) -> str:
    """Bytes for people: 1.4 MB, 12 kB."""
    return texts.say("megabytes", n=f"{size / 1e6:.1f}") if size >= 1_000_000 else texts.say(
        "kilobytes", n=max(1, round(size / 1000)))


def face_text(facts: PageFacts, texts: Texts) -> str:
    """Whose face it is and on what ground, as far as the person said."""
    text = texts.one_of("face", facts.face)
    return texts.say("ground", face=text, ground=facts.ground.rstrip(". ")) if facts.ground.strip() else text


def marks_text(facts: PageFacts, texts: Texts) -> str:
    """How the file is marked."""
    return texts.one_of("credentials", facts.signing, signer=facts.signer)


def _paragraphs(facts: PageFacts, texts: Texts) -> str:
    said = (texts.say("made", engine=facts.engine), *_made_besides(facts, texts), face_text(facts, texts),
            marks_text(facts, texts), texts.say("credit", software=facts.software))
    return "\n".join(f"<p>{escape(text)}</p>" for text in said)


def _made_besides(facts: PageFacts, texts: Texts) -> Iterator[str]:
    """What else in picture and sound comes from a machine."""
    for key, engine in (("lips_moved", facts.lip_sync), ("foley_made", facts.foley)):
        if engine:
            yield texts.one_of(key, "draft" if engine == DRAFT else "engine", engine=engine)


def _download(file: PublishedFile, texts: Texts) -> str:
    """A page is opened, everything else is saved."""
    what = texts.one_of("kinds", file.kind, target=file.target, ending=file.name.rpartition(".")[2].upper())
    save = "" if file.kind == "report" else " download"
    size = f'<span class="size">{size_text(file.size, texts)}</span>' if file.size else ""
    return f'<li><a href="{escape(address(file.name))}"{save}>{escape(what)}</a>{size}</li>'


def _track(facts: PageFacts, texts: Texts) -> str:
    """To be switched on where captions are seen in the picture already, shown at once where not."""
    if not facts.captions:
        return ""
    language = "ru" if _CYRILLIC.search(facts.captions) else "en"
    data = base64.b64encode(facts.captions.encode("utf-8")).decode("ascii")
    label, shown = escape(texts.say("captions")), "" if facts.drawn_captions else "default "
    return (f'<track kind="captions" srclang="{language}" label="{label}" {shown}'
            f'src="data:text/vtt;charset=utf-8;base64,{data}">\n')
