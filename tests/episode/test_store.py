"""The store: what is shown as done stays, in whatever state the process, the disk or the database is left."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from studio.episode.decision_table import ACCEPT, CLEAR, REJECT
from studio.episode.errors import StudioError
from studio.episode.lease import generating_lease
from studio.episode.schema import CURRENT_VERSION
from studio.episode.settings import EpisodeSettings, read_settings, write_settings
from studio.episode.store import EpisodeStore
from tests.episode.make_store import FACTS, SOURCE, add_take, make_store, request_for, take_png


def decisions(store: EpisodeStore) -> dict[int, object]:
    return {int(str(row[1])): row[5] for row in store.scores.of_recipe(1, None)}


def test_a_take_is_a_file_and_a_row(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 3)
        key = request_for(3).key
        assert store.takes.find(key) == take
        assert store.takes.picture_path(key).read_bytes() == take_png(request_for(3), 3)
        assert store.takes.row(take).request == request_for(3)
        assert store.takes.row(take).facts == FACTS


def test_the_same_take_is_filed_once_for_two_frames(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 0)
        frame = store.frames.of_current_source()[1]
        store.takes.link(frame.id, take, 1)
        assert [(row[1], row[2]) for row in store.scores.of_recipe(1, None)] == [(0, take), (1, take)]
        assert store.takes.count() == 1


def test_a_take_whose_picture_is_gone_is_made_again(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        add_take(store, 0)
        store.takes.picture_path(request_for(0).key).unlink()
        assert store.takes.find(request_for(0).key) is None
        assert add_take(store, 0) == 1


def test_a_renamed_file_without_a_row_is_adopted(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        add_take(store, 0)
        orphan = store.takes.picture_path(request_for(4).key)
        orphan.parent.mkdir(exist_ok=True)
        orphan.write_bytes(take_png(request_for(4), 4))
        half = orphan.with_name(".abc.part.png")
        half.write_bytes(b"half")
        stranger = store.takes.picture_path("ff" * 32)
        stranger.parent.mkdir(exist_ok=True)
        stranger.write_bytes(take_png(request_for(5), 5))
        assert store.adopt_takes() == 1
        assert store.takes.find(request_for(4).key) is not None
        assert not half.exists()
        assert stranger.exists()
        assert [row[1] for row in store.scores.of_recipe(1, None)] == [0, 4]
        assert store.adopt_takes() == 0


def test_decisions_undo_and_redo_in_one_step_each(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        takes = [add_take(store, number) for number in range(6)]
        assert store.history.decide(ACCEPT, takes[:2], "accept 2") == 2
        assert store.history.decide(REJECT, takes, "reject all") == 6
        assert store.history.decide(REJECT, takes, "reject all again") == 0
        assert store.history.undo() == "reject all"
        assert decisions(store) == {0: 1, 1: 1, 2: 0, 3: 0, 4: 0, 5: 0}
        assert store.history.redo() == "reject all"
        assert set(decisions(store).values()) == {REJECT}
        store.history.undo()
        store.history.decide(CLEAR, takes[:1], "clear 1")
        assert store.history.redo() is None
        assert [store.history.undo() for _ in range(3)] == ["clear 1", "accept 2", None]
        assert set(decisions(store).values()) == {CLEAR}


def test_history_travels_to_a_step_and_back(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        takes = [add_take(store, number) for number in range(3)]
        for take in takes:
            store.history.decide(REJECT, [take], f"reject {take}")
        first, _, last = [step.id for step in store.history.steps()]
        assert (store.history.next_undo(), store.history.next_redo()) == (f"reject {takes[2]}", None)
        assert store.history.travel_to(first) == 2
        assert decisions(store) == {0: -1, 1: 0, 2: 0}
        assert (store.history.next_undo(), store.history.next_redo()) == (f"reject {takes[0]}", f"reject {takes[1]}")
        assert store.history.travel_to(0) == 1
        assert set(decisions(store).values()) == {CLEAR}
        assert store.history.travel_to(last) == 3
        assert store.history.travel_to(last) == 0
        assert set(decisions(store).values()) == {REJECT}


def test_thresholds_and_choices_are_undone_too(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 2)
        frame = store.frames.of_current_source()[2].id
        store.history.set("thresholds.det", 0.5, "det 0.5")
        store.history.choose(frame, take, "choose")
        assert store.settings.thresholds.det == 0.5
        assert [row[6] for row in store.scores.of_recipe(1, None)] == [take]
        assert store.history.undo() == "choose"
        assert [row[6] for row in store.scores.of_recipe(1, None)] == [None]
        store.history.undo()
        assert store.settings.thresholds.det == 0.85


def test_history_outlives_the_process(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        store.history.decide(REJECT, [add_take(store, 0)], "reject")
    with EpisodeStore.open(tmp_path / "a.episode") as store:
        assert store.history.undo() == "reject"
        assert decisions(store) == {0: 0}


def test_reading_works_while_another_writes_and_in_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.episode"
    with make_store(folder) as store:
        add_take(store, 1)
        with EpisodeStore.open_to_read(folder) as reader:
            assert reader.takes.count() == 1
        add_take(store, 2)
        copy = tmp_path / "copied.episode"
        subprocess.run(["cp", "-a", str(folder), str(copy)], check=True)
    _read_only(copy)
    try:
        with EpisodeStore.open_to_read(copy) as reader:
            assert reader.takes.count() == 2
    finally:
        copy.chmod(0o755)


def _read_only(folder: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere; run as a person to test a read-only folder")
    folder.chmod(0o555)


def test_a_newer_episode_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a.episode"
    make_store(folder).close()
    with sqlite3.connect(folder / "episode.db") as connection:
        connection.execute(f"PRAGMA user_version={CURRENT_VERSION + 1}")
    connection.close()
    before = (folder / "episode.db").read_bytes()
    for opened in (EpisodeStore.open, EpisodeStore.open_to_read):
        with pytest.raises(StudioError, match="newer version") as caught:
            opened(folder)
        assert caught.value.kind == "version"
    assert (folder / "episode.db").read_bytes() == before


@pytest.mark.parametrize("damage", ["garbage", "middle", "empty", "gone", "another program's"])
def test_a_damaged_database_is_set_aside_and_takes_are_found(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "a.episode"
    with make_store(folder) as store:
        takes = [add_take(store, number) for number in range(6)]
        store.history.decide(REJECT, takes[2:3], "reject")
    path = folder / "episode.db"
    content = bytearray(path.read_bytes())
    if damage == "garbage":
        path.write_bytes(b"this is no database" * 50)
    elif damage == "middle":
        content[100:3000] = b"\xff" * 2900
        path.write_bytes(content)
    elif damage == "another program's":
        path.unlink()
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE takes(id)")
        other.close()
    else:
        path.write_bytes(b"")
    if damage == "gone":
        path.unlink()
    with pytest.raises(StudioError, match="Open the episode once for writing") as caught:
        EpisodeStore.open_to_read(folder)
    assert caught.value.kind == "damaged"
    assert path.exists() == (damage != "gone")
    with EpisodeStore.open(folder) as store:
        assert "found again" in store.notices[0]
        assert bool(list(folder.glob("episode.db.damaged-*"))) == (damage != "gone")
        assert store.takes.count() == 6
        assert all(store.takes.find(request_for(number).key) for number in range(6))


def test_decisions_survive_damage_elsewhere(tmp_path: Path) -> None:
    """Pages of one table broken: the decisions in the others are brought over."""
    folder = tmp_path / "a.episode"
    with make_store(folder) as store:
        takes = [add_take(store, number) for number in range(6)]
        store.history.decide(REJECT, takes[2:4], "reject")
        mark = store.exports.publisher_mark()
    with sqlite3.connect(folder / "episode.db") as connection:
        connection.execute("DROP TABLE scores")
    connection.close()
    beside = EpisodeStore.open(folder)
    with pytest.raises(StudioError, match="Close the episode in the window"), EpisodeStore.open(folder) as store:
        store.scores.get(1, 1)
    assert not list(folder.glob("episode.db.damaged-*"))
    beside.close()
    beside.close()
    said = "2 decisions could be brought over.* Run the same command again"
    with pytest.raises(StudioError, match=said) as caught, EpisodeStore.open(folder) as store:
        store.scores.get(1, 1)
    assert caught.value.kind == "damaged"
    with EpisodeStore.open(folder) as store:
        assert store.notices == []
        store.frames.register(SOURCE, ((number, number / 25, "") for number in range(6)))
        assert decisions(store) == {0: 0, 1: 0, 2: REJECT, 3: REJECT, 4: 0, 5: 0}
        assert store.exports.publisher_mark() == mark
    with make_store(tmp_path / "b.episode") as other:
        assert other.exports.publisher_mark() == other.exports.publisher_mark() != mark


def test_one_generator_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "a.episode"
    make_store(folder).close()
    code = ("import sys, pathlib, time\nfrom studio.episode.lease import generating_lease\n"
            "with generating_lease(pathlib.Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)\n")
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StudioError, match=f"process {other.pid}") as caught, generating_lease(folder):
            pass
        assert caught.value.kind == "busy"
        other.kill()
        other.wait()
    with generating_lease(folder):
        pass


def test_settings_keep_comments_and_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "episode.toml"
    write_settings(path, EpisodeSettings(name="Серия 1", voice="audio/v.wav"))
    path.write_text(path.read_text("utf-8").replace("[voice]", "# mine\n[voice]\nmood = \"calm\""), "utf-8")
    settings = read_settings(path)
    assert settings.name == "Серия 1"
    write_settings(path, settings)
    text = path.read_text("utf-8")
    assert "# mine" in text
    assert 'mood = "calm"' in text


@pytest.mark.parametrize(("old", "new", "said"), [
    ("fps = 25.0", "fps = \"fast\"", "loop.fps"),
    ("fps = 25.0", "fps = 0.2", "loop.fps is 0.2; it must be a number from 1 to 240"),
    ("det = 0.85", "dett = 0.85", "dett"),
    ("det = 0.85", "det = 7", "det"),
    ("schema = 1", "schema = 9", "newer version"),
    ("schema = 1", "schema = ", "cannot be read"),
    ("hold = 0", "hold = 99999999999", "loop.hold is 99999999999; it must be a whole number from 0 to 1000"),
    ('whose_face = ""', 'whose_face = "king"', 'whose_face is "king"; it must be one of "", "mine"'),
    ("pictures = []", "pictures = 5", "identity.pictures needs a file"),
    ("pictures = []", 'pictures = ["a.png"]', "identity.pictures needs a file"),
    ("pictures = []", 'pictures = [{file = "a\\u0000b"}]', "pictures.file is .* no NUL"),
    ("pictures = []", 'pictures = [{file = "a", weight = nan}]', "pictures.weight is nan; it must be a number from 0"),
    ("pictures = []", 'pictures = [{file = "a", weight = "much"}]', 'pictures.weight is "much"'),
    ("pictures = []", 'pictures = [{file = "a", face = 1.5}]', "pictures.face is 1.5; it must be a whole number"),
])
def test_settings_that_a_person_broke_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "episode.toml"
    write_settings(path, EpisodeSettings(name="x"))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(StudioError, match=said):
        read_settings(path)


def test_no_episode_says_so(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "a file"):
        with pytest.raises(StudioError, match="not an episode"):
            EpisodeStore.open(folder)
    (tmp_path / "episode.toml").mkdir()
    with pytest.raises(StudioError, match=r"episode\.toml cannot be read: Is a directory"):
        EpisodeStore.open(tmp_path)


def test_a_folder_whose_name_is_no_text_holds_no_episode(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"raw.udcff.* is not UTF-8 text"):
        EpisodeStore.create(tmp_path / "raw\udcff.episode", EpisodeSettings(name="x"))
    assert list(tmp_path.iterdir()) == []
    make_store(tmp_path / "a.episode").close()
    with pytest.raises(StudioError, match="already"):
        make_store(tmp_path / "a.episode")


def test_an_episode_of_an_older_version_is_migrated_with_a_copy_kept(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 3)
    path = tmp_path / "a.episode" / "episode.db"
    with sqlite3.connect(path) as older:
        older.execute("CREATE TABLE jobs(id INTEGER PRIMARY KEY)")
        for table in ("measures", "blind_votes", "sweep_arms", "sweeps"):
            older.execute(f"DROP TABLE {table}")
        older.execute("PRAGMA user_version=1")
    older.close()
    with EpisodeStore.open_to_read(path.parent) as store:
        assert store.takes.find(request_for(3).key) == take
        assert store.sweeps.all() == []
        assert store.measures.of_takes([take]) == {}
    assert not path.with_name("episode.db.v1.bak").exists()
    with EpisodeStore.open(path.parent) as store:
        assert store.takes.find(request_for(3).key) == take
    for name, version, tables in (("episode.db", CURRENT_VERSION, 0), ("episode.db.v1.bak", 1, 1)):
        with sqlite3.connect(path.with_name(name)) as database:
            assert database.execute("PRAGMA user_version").fetchone()[0] == version
            assert database.execute("SELECT COUNT(*) FROM sqlite_master WHERE name='jobs'").fetchone()[0] == tables
        database.close()
