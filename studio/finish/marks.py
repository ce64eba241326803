"""What a file says of how it was made: written into videos and pictures, and read back.

Three readers are served: the studio (one JSON object), people and players (title, comment), and everything that
looks for generated media by machine (IPTC's digital source type in an XMP packet).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import quoteattr

from studio.episode.errors import StudioError
from studio.episode.finish_rules import DRAFT
from studio.media.containers import open_container
from studio.media.input_files import require_file, shown
from studio.media.png_text import png_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Facts: TypeAlias = "Mapping[str, Any]"
"""JSON-able: settings, preset, seed, engine, analyzer, software ... as the caller knows them. `lip_sync` and `foley`, where
that was done, say by what: `engine`, `title`, `variant`."""

MARKS_VERSION = 1
PNG_KEYWORD = "fullmotion-studio"
XMP_KEYWORD = "XML:com.adobe.xmp"
"""The PNG keyword of XMP: XMP Specification Part 3, 1.1.5."""

TRAINED_ALGORITHMIC_MEDIA = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
COMPOSITE_WITH_TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
COMPOSITE_SYNTHETIC = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"

_VERSION_FIELD = "fullmotion_studio"
_VIDEO_FIELD = "synopsis"   # MP4's long description (ldes): players show the comment, not this
_SOFTWARE = "Full-Motion Studio"
_PNG_START = b"\x89PNG"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmp:CreatorTool={software} Iptc4xmpExt:DigitalSourceType={source_type}{systems}/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def digital_source_type(engine: str) -> str:
    """IPTC's NewsCode for what `engine` makes: the draft engine composes pictures, every other one is a model.

    https://cv.iptc.org/newscodes/digitalsourcetype/ ; imported pictures count as a model's: the cautious claim.
    """
    return COMPOSITE_SYNTHETIC if engine == "draft" else TRAINED_ALGORITHMIC_MEDIA


def complete_marks(facts: Facts) -> dict[str, Any]:
    """`facts` with what every file of ours says: the format's version, `generated`, `digital_source_type`."""
    source_type = digital_source_type(str(facts.get("engine", "")))
    return {"generated": True, "digital_source_type": source_type, **facts, _VERSION_FIELD: MARKS_VERSION}


def png_marks(facts: Facts) -> dict[str, str]:
    """The texts for `with_png_text`: the JSON, the software, a comment for people, the XMP packet."""
    return {
        PNG_KEYWORD: _as_json(facts),
        "Software": _software(facts),
        "Comment": _comment(facts),
        XMP_KEYWORD: xmp_packet(facts),
    }


def video_marks(facts: Facts, title: str) -> dict[str, str]:
    """The tags for an MP4: title and comment where every player shows them, the JSON in the long description."""
    return {"title": title, "comment": _comment(facts), _VIDEO_FIELD: _as_json(facts)}


def xmp_packet(facts: Facts) -> str:
    """An XMP packet naming the software, the digital source type, and the models that worked after the engine (IPTC's
    AISystemUsed, 2025.1, with the engine before them); the same text for the same facts."""
    source_type = str(complete_marks(facts)["digital_source_type"])
    models = [text for key in ("lip_sync", "foley") if (text := made_by(facts, key)) not in ("", DRAFT)]
    systems = quoteattr(", ".join([str(facts.get("engine", "")), *models]))
    return _XMP.format(software=quoteattr(_software(facts)), source_type=quoteattr(source_type),
                       systems=f"\n Iptc4xmpExt:AISystemUsed={systems}" if models else "")


def made_by(facts: Facts, key: str) -> str:
    """What moved the lips ("lip_sync") or made the sounds ("foley"), such as "LatentSync 1.6" or "draft"; "" where that was
    not done."""
    maker = facts.get(key) or {}
    return " ".join(filter(None, (maker.get("title", maker.get("engine", "")), maker.get("variant", ""))))


def read_marks(path: Path) -> dict[str, Any]:
    """The facts in a video or PNG of ours, with `generated`, `digital_source_type`; {} where it carries none.

    Raises StudioError: "input" for what is neither a video nor a PNG, "version" for marks of a newer studio.
    """
    require_file(path, "video or PNG")
    with path.open("rb") as file:
        is_png = file.read(4) == _PNG_START
    text = png_text(path).get(PNG_KEYWORD, "") if is_png else _video_text(path)
    marks = _parsed(text)
    version = marks.get(_VERSION_FIELD)
    if not isinstance(version, int):
        return {}
    if version > MARKS_VERSION:
        message = f"{shown(path)} was marked by a newer studio (format {version}): update this one to read it."
        raise StudioError("version", message)
    return marks


def _as_json(facts: Facts) -> str:
    return json.dumps(complete_marks(facts), sort_keys=True, allow_nan=False, separators=(",", ":"))


def _software(facts: Facts) -> str:
    return str(facts.get("software", _SOFTWARE))


def _comment(facts: Facts) -> str:
    if not complete_marks(facts)["generated"]:
        return f"Made with {_software(facts)}."
    engine = f", engine {facts['engine']}" if "engine" in facts else ""
    lips, sounds = made_by(facts, "lip_sync"), made_by(facts, "foley")
    after = (f", lip sync {lips}" if lips else "") + (f", sounds {sounds}" if sounds else "")
    return f"Generated media, not a recording. Made with {_software(facts)}{engine}{after}."


def _video_text(path: Path) -> str:
    with open_container(path, "video or PNG") as container:
        return container.metadata.get(_VIDEO_FIELD, "")


def _parsed(text: str) -> dict[str, Any]:
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
