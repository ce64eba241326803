"""What each setting of finishing must be: read by `episode.toml`, the command line and the window."""

from __future__ import annotations

from collections.abc import Mapping

from studio.episode.settings_check import OneOf, Real, Rule, Text, Whole, YesNo, obeyed

OFF, DRAFT = "off", "draft"
GAPS = ("skip", "hold", "between")
REFUSED_FRAMES = ("stop", "neighbour", "reroll")
CAPTIONS_AS = ("file", "track", "burned", OFF)
LONGEST_FADE_S = 10.0

FINISH_RULES: Mapping[str, Rule] = {
    "gaps": OneOf(GAPS),
    "deflicker": YesNo(),
    "lip_sync": Text(filled=True),
    "lip_sync_refused": OneOf(REFUSED_FRAMES),
    "foley": Text(filled=True),
    "foley_prompt": Text(),
    "foley_avoid": Text(),
    "foley_seed": Whole(0, 2**31 - 1),
    "foley_gain_db": Real(-60, 12),
    "loudness": Real(-40, -5),
    "duck_db": Real(0, 40),
    "captions_as": OneOf(CAPTIONS_AS),
    "caption_font": Text(),
    "targets": Text(filled=True),
    "upscaler": Text(),
    "fade_in_s": Real(0, LONGEST_FADE_S),
    "fade_out_s": Real(0, LONGEST_FADE_S),
    "truth_marks": YesNo(),
    "visible_credit": YesNo(),
    "certificate": Text(),
    "certificate_key": Text(),
    "publish_folder": Text(),
}
"""By the setting's name in `EpisodeSettings`; `loudness` may be None besides, which is as recorded."""


def finish_setting(name: str, value: object, spelled: str) -> object:
    """`value` of the setting `name` as `obeyed` gives it, by its rule."""
    if name == "loudness" and value is None:
        return None
    return obeyed(FINISH_RULES[name], value, spelled)
