"""The tables of `episode.db`, version by version. A version once released is never edited, only followed by another."""

from __future__ import annotations

APPLICATION_ID = 0x464D5331  # "FMS1", so that `file` and we ourselves can tell whose database it is

_VERSION_1 = """
CREATE TABLE state(
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sources(
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    fps REAL
);
CREATE TABLE frames(
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources(id),
    number INTEGER NOT NULL,
    time_s REAL NOT NULL,
    name TEXT NOT NULL,
    pixels TEXT,
    UNIQUE(source_id, number)
);
CREATE INDEX frames_by_pixels ON frames(pixels);
CREATE TABLE faces(
    frame_id INTEGER NOT NULL REFERENCES frames(id),
    analyzer TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY(frame_id, analyzer)
) WITHOUT ROWID;
CREATE TABLE takes(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    engine TEXT NOT NULL,
    label TEXT NOT NULL,
    seed INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    seconds REAL,
    device TEXT,
    software TEXT,
    made_at TEXT
);
CREATE TABLE recipes(
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    preset TEXT NOT NULL,
    engine TEXT NOT NULL,
    content TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE frame_takes(
    frame_id INTEGER NOT NULL REFERENCES frames(id),
    take_id INTEGER NOT NULL REFERENCES takes(id),
    recipe_id INTEGER NOT NULL REFERENCES recipes(id),
    PRIMARY KEY(frame_id, take_id, recipe_id)
) WITHOUT ROWID;
CREATE INDEX frames_of_take ON frame_takes(take_id);
CREATE TABLE decisions(
    take_id INTEGER PRIMARY KEY REFERENCES takes(id),
    value INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE chosen(
    frame_id INTEGER PRIMARY KEY REFERENCES frames(id),
    take_id INTEGER NOT NULL REFERENCES takes(id)
);
CREATE TABLE scorers(
    id INTEGER PRIMARY KEY,
    analyzer TEXT NOT NULL,
    revision TEXT NOT NULL,
    identity TEXT NOT NULL,
    UNIQUE(analyzer, revision, identity)
);
CREATE TABLE scores(
    take_id INTEGER NOT NULL REFERENCES takes(id),
    scorer_id INTEGER NOT NULL REFERENCES scorers(id),
    det REAL, identity REAL, landmarks REAL, yaw REAL, pitch REAL, roll REAL, face_size REAL, sharpness REAL,
    pixel_mean REAL, pixel_std REAL, face_pixel_mean REAL, face_pixel_std REAL, faces INTEGER,
    PRIMARY KEY(take_id, scorer_id)
) WITHOUT ROWID;
CREATE TABLE jobs(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    spec TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    error TEXT
);
CREATE TABLE failures(
    id INTEGER PRIMARY KEY,
    frame_id INTEGER NOT NULL REFERENCES frames(id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE stage_runs(
    id INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    inputs TEXT NOT NULL,
    output TEXT NOT NULL,
    engine TEXT NOT NULL,
    version TEXT NOT NULL,
    device TEXT NOT NULL,
    preset TEXT NOT NULL,
    items INTEGER NOT NULL,
    seconds REAL NOT NULL,
    details TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX stage_runs_by_inputs ON stage_runs(stage, inputs);
CREATE TABLE history(
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    redo TEXT NOT NULL,
    undo TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL
);
"""

_VERSION_2 = """
DROP TABLE jobs;
"""     # jobs belong to the person's queue, which is over all episodes

_VERSION_3 = """
CREATE TABLE sweeps(
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    frames TEXT NOT NULL,
    question TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE sweep_arms(
    sweep_id INTEGER NOT NULL REFERENCES sweeps(id),
    place INTEGER NOT NULL,
    label TEXT NOT NULL,
    preset TEXT NOT NULL,
    settings TEXT NOT NULL,
    folder TEXT NOT NULL,
    recipe_id INTEGER REFERENCES recipes(id),
    PRIMARY KEY(sweep_id, place)
) WITHOUT ROWID;
CREATE TABLE blind_votes(
    id INTEGER PRIMARY KEY,
    sweep_id INTEGER NOT NULL REFERENCES sweeps(id),
    frame INTEGER NOT NULL,
    left_place INTEGER NOT NULL,
    right_place INTEGER NOT NULL,
    choice INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE measures(
    take_id INTEGER NOT NULL REFERENCES takes(id),
    frame_id INTEGER NOT NULL REFERENCES frames(id),
    before INTEGER NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY(take_id, frame_id, before, name, revision)
) WITHOUT ROWID;
"""     # choice: 1 the left take is better, -1 the right one, 0 neither; before: the take of the frame before, 0 for none

VERSIONS: tuple[str, ...] = (_VERSION_1, _VERSION_2, _VERSION_3)
"""SQL that leads from version n to n + 1; an empty database is version 0."""

CURRENT_VERSION = len(VERSIONS)
