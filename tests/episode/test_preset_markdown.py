"""Presets as a Markdown table."""

from __future__ import annotations

from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.preset_markdown import markdown_table
from studio.episode.take_request import TakeSettings


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def test_one_row_a_preset_with_what_is_known() -> None:
    library = PresetLibrary()
    lines = markdown_table([library.get("D"), library.get("A")], {"D": 4.06}).splitlines()
    assert [len(cells(line)) for line in lines] == [11] * 4
    assert set(lines[1]) == set("|-: ")
    assert cells(lines[2])[:9] == ["D", "512x768", "12", "4.06", "flux-pulid", "0.9", "1", "200", "comfyui"]
    assert cells(lines[3])[:4] == ["A", "1024x768", "20", ""]


def test_text_stays_in_its_cell() -> None:
    preset = Preset("a|b", TakeSettings(engine="draft", prompt="one\ntwo | *three* <b> &amp;"))
    row = markdown_table([preset]).splitlines()[2]
    assert r"| a\|b |" in row
    assert r"one two \| \*three\* \<b\> \&amp;" in row
