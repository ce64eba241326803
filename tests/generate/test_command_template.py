import os
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.generate.command_template import FIELDS, fill, parse_template, script_digest


def test_words_are_split_as_a_shell_would_and_run_by_none() -> None:
    template = parse_template("""gen --p '{prompt}, "oil"' "my script.sh" $HOME `x` ; # {out}""")
    assert template == ("gen", "--p", '{prompt}, "oil"', "my script.sh", "$HOME", "`x`", ";", "#", "{out}")


def test_a_value_stays_one_word_whatever_is_in_it() -> None:
    template = parse_template("gen --prompt {prompt} --size={width}x{height} {out}")
    values = dict.fromkeys(FIELDS, "")
    values |= {"prompt": "a \"b\" 'c' {seed}; rm -rf /\n$(x)", "width": "512", "height": "768", "out": "/t m/o.png"}
    assert fill(template, values) == ["gen", "--prompt", values["prompt"], "--size=512x768", "/t m/o.png"]


def test_braces_that_are_no_field_stay() -> None:
    template = parse_template("""gen '{"a": {"b": 1}}' {} {out}""")
    assert fill(template, dict.fromkeys(FIELDS, "o"))[1:] == ['{"a": {"b": 1}}', "{}", "o"]


@pytest.mark.parametrize(("command", "said"), [
    ("gen {sede} {out}", ["{sede}", 'did you mean "seed"', "{source}", "{guidance}"]),
    ("gen {source}", ["{out}"]),
    ("gen '{out}", ["quote"]),
    ("   ", ["empty"]),
    ("", ["empty"]),
])
def test_a_template_that_cannot_work_says_why(command: str, said: list[str]) -> None:
    with pytest.raises(StudioError) as caught:
        parse_template(command)
    assert caught.value.kind == "input"
    assert all(word in caught.value.message for word in said)


def test_the_digest_follows_the_scripts_text(tmp_path: Path) -> None:
    script, graph, program = tmp_path / "my make.py", tmp_path / "graph.json", tmp_path / "program"
    program.write_bytes(b"\x7fELF\0\0binary")
    script.write_text("print(1)", encoding="utf-8")
    graph.write_text("{}", encoding="utf-8")
    template = parse_template("program 'my make.py' --graph graph.json {out} {seed}")
    seen = [script_digest(template, tmp_path)]
    program.write_bytes(b"\x7fELF\0\0upgraded")
    assert script_digest(template, tmp_path) == seen[0]
    for path in (script, graph):
        path.write_text("changed", encoding="utf-8")
        seen.append(script_digest(template, tmp_path))
    assert len(set(seen)) == 3


def test_the_digest_of_what_is_no_script(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF\0")
    alone = script_digest(parse_template("program {out}"), tmp_path)
    program.write_bytes(b"\x7fELF\0\0")
    assert alone != script_digest(parse_template("program {out}"), tmp_path) != ""
    assert script_digest(parse_template(f"nowhere {'x' * 5000} . {{out}}"), tmp_path) == ""
    assert script_digest(parse_template(f"{os.sep} {{out}}"), tmp_path) == ""
