"""What a file says of how it was made: written into videos and pictures, and read back.

Three readers are served: the studio (one JSON object), people and players (title, comment), and everything that
looks for generated media by machine (IPTC's digital source type in an XMP packet).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import quoteattr

from studio.episode.errors import StudioError
from studio.media.containers import open_container
from studio.media.input_files import require_file, shown
from studio.media.png_text import png_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Facts: TypeAlias = "Mapping[str, Any]"
"""JSON-able: settings, preset, seed, engine, analyzer, software ... as the caller knows them."""

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
 xmp:CreatorTool={software} Iptc4xmpExt:DigitalSourceType={source_type}/>
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
    """An XMP packet naming the software and the digital source type; the same text for the same facts."""
    source_type = str(complete_marks(facts)["digital_source_type"])
    return _XMP.format(software=quoteattr(_software(facts)), source_type=quoteattr(source_type))


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
    return f"Generated media, not a recording. Made with {_software(facts)}{engine}."


def _video_text(path: Path) -> str:
    with open_container(path, "video or PNG") as container:
        return container.metadata.get(_VIDEO_FIELD, "")


def _parsed(text: str) -> dict[str, Any]:
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
