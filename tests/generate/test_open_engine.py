import pytest

from studio.episode.errors import StudioError
from studio.generate.open_engine import engine_names, engine_status, open_engine


def test_draft_opens_and_knows_its_name() -> None:
    engine = open_engine("draft", {})
    assert (engine.name, engine.label) == ("draft", "draft")
    assert engine.uses_frame_landmarks
    assert engine.uses_reference_landmarks


def test_command_opens_with_its_options() -> None:
    assert open_engine("command", {"command": "gen {out}"}).name == "command"
    with pytest.raises(StudioError, match="needs the option command"):
        open_engine("command", {})


def test_every_name_has_a_status_and_those_not_here_say_what_to_do() -> None:
    statuses = {name: engine_status(name) for name in engine_names()}
    assert statuses["draft"].available
    for name, status in statuses.items():
        assert status.available or (status.why and status.mend)
        if not status.available:
            with pytest.raises(StudioError) as caught:
                open_engine(name, {})
            assert caught.value.kind == "missing"


def test_an_unknown_name_is_a_usage_error() -> None:
    with pytest.raises(StudioError) as caught:
        engine_status("drft")
    assert caught.value.kind == "usage"
    assert "draft" in caught.value.message
