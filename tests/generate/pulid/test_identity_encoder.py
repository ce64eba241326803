"""From reference pictures to an identity, with tiny models that are shaped like the published ones."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import normalize

from studio.episode.errors import StudioError
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.take_request import ReferenceFace, round_points
from studio.generate.pulid import identity_encoder
from studio.generate.pulid.face_embedding import FaceEmbedder
from studio.generate.pulid.face_picture import aligned_crop, outside_ellipse, tower_input
from studio.generate.pulid.identity_cache import EncodedIdentity, identity_path, kept_identity
from studio.generate.pulid.identity_encoder import NO_PARSER, IdentityEncoder, IdentityFiles
from studio.identity.open_analyzer import open_analyzer
from studio.media.pictures import read_picture
from tests.generate.pulid.onnx_models import write_parser
from tests.generate.pulid.tiny_models import tiny_former, tiny_tower, write_tiny_files

People = tuple[list[ReferenceFace], list[Picture]]


@pytest.fixture
def files(tmp_path: Path, parity: Path) -> IdentityFiles:
    """Tiny models on disk."""
    return write_tiny_files(tmp_path / "models", parity)


@pytest.fixture(scope="module")
def people(shared: Path, face_pack: Path) -> People:
    """Two pictures of one man, as the analyzer sees him."""
    analyzer = open_analyzer("insightface", face_pack=str(face_pack))[0]
    pictures = [read_picture(shared / "faces" / name) for name in ("person_a_1.jpg", "person_a_2.jpg")]
    faces = [analyzer.observe(picture)[0] for picture in pictures]
    return [ReferenceFace(pixels_sha256(picture), round_points(face.landmarks))
            for picture, face in zip(pictures, faces, strict=True)], pictures


def encode(files: IdentityFiles, faces: Sequence[ReferenceFace], pictures: Sequence[Picture]) -> EncodedIdentity:
    """By an encoder that remembers nothing."""
    return IdentityEncoder(files, "cpu").encode(faces, pictures)


def assert_same(one: EncodedIdentity, other: EncodedIdentity) -> None:
    """To the last bit."""
    assert one.key == other.key
    assert torch.equal(one.identity, other.identity)
    assert torch.equal(one.unconditional, other.unconditional)


def test_one_reference_gives_pulids_own_numbers(files: IdentityFiles, people: People, parity: Path) -> None:
    faces, pictures = people[0][:1], people[1][:1]
    encoded = encode(files, faces, pictures)
    crop, points = aligned_crop(pictures[0], np.array(faces[0].landmarks, np.float32))
    with torch.no_grad():
        states, cls = tiny_tower(parity)(tower_input(crop, outside_ellipse(crop, points), 56))
        numbers = FaceEmbedder(files.recogniser, 16).embed(pictures[0], np.array(faces[0].landmarks, np.float32))
        expected = tiny_former(parity)(torch.cat([torch.from_numpy(numbers)[None], normalize(cls)], dim=1), states)
        nobody = tiny_former(parity).unconditional(17)
    assert encoded.identity.shape == (1, 8, 44)
    torch.testing.assert_close(encoded.identity, expected, atol=1e-5, rtol=0)
    torch.testing.assert_close(encoded.unconditional, nobody, atol=1e-5, rtol=0)


def test_several_references_are_averaged_by_weight(files: IdentityFiles, people: People) -> None:
    faces, pictures = people
    first, second = (encode(files, [face], [picture]).identity for face, picture in zip(faces, pictures, strict=True))
    weighted = encode(files, [faces[0], replace(faces[1], weight=3.0)], pictures)
    torch.testing.assert_close(weighted.identity, 0.25 * first + 0.75 * second, atol=1e-5, rtol=0)


def test_references_without_a_face_or_weight_take_no_part(files: IdentityFiles, people: People) -> None:
    faces, pictures = people
    alone = encode(files, faces[:1], pictures[:1])
    assert_same(encode(files, [faces[0], replace(faces[1], weight=0.0)], pictures), alone)
    assert_same(encode(files, [faces[0], replace(faces[1], landmarks=None)], pictures), alone)
    with pytest.raises(StudioError, match="No reference picture has a face"):
        encode(files, [replace(faces[0], landmarks=None)], pictures[:1])


def test_an_identity_is_made_once(files: IdentityFiles, people: People) -> None:
    encoded = encode(files, *people)
    digests = {path: path.name for path in (files.pulid, files.tower, files.recogniser)}
    encoder = IdentityEncoder(files, "cpu", digests.__getitem__)
    again = encoder.encode(*people)
    assert torch.equal(again.identity, encoded.identity)
    for path in digests:
        path.unlink()
    assert_same(IdentityEncoder(files, "cpu", digests.__getitem__).encode(*people), again)      # from disk
    identity_path(again.key).unlink()
    assert encoder.encode(*people) is again                                                     # from memory


@pytest.mark.parametrize("damage", [
    lambda _: b"", lambda data: data[:-8], lambda data: data[:200] + b"x" * (len(data) - 200),
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
], ids=["empty", "cut off", "noise", "one bit"])  # fmt: skip
def test_a_damaged_identity_is_made_anew(files: IdentityFiles, people: People, damage: Callable[[bytes], bytes]) -> None:
    encoded = encode(files, *people)
    path = identity_path(encoded.key)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert kept_identity(encoded.key) is None
    assert_same(encode(files, *people), encoded)
    assert path.read_bytes() == whole


def test_whatever_changes_the_numbers_changes_the_key(files: IdentityFiles, people: People, tmp_path: Path) -> None:
    faces, pictures = people[0][:1], people[1][:1]
    key = encode(files, faces, pictures).key
    moved = replace(faces[0], landmarks=round_points(np.array(faces[0].landmarks) + 1))
    parsed = replace(files, parser=write_parser(tmp_path / "parser.onnx"))
    others = [
        encode(files, [moved], pictures),
        encode(files, [replace(faces[0], weight=2.0)], pictures),
        encode(files, people[0][1:], people[1][1:]),
        encode(parsed, faces, pictures),
        IdentityEncoder(files, "cpu", lambda path: f"other {path.name}").encode(faces, pictures),
    ]
    assert len({key, *(other.key for other in others)}) == 6


def test_a_missing_parser_is_said(files: IdentityFiles, people: People, tmp_path: Path) -> None:
    parsed = replace(files, parser=write_parser(tmp_path / "parser.onnx"))
    assert IdentityEncoder(files, "cpu").notices == [NO_PARSER]
    assert IdentityEncoder(parsed, "cpu").notices == []
    assert not torch.equal(encode(parsed, *people).identity, encode(files, *people).identity)


@pytest.mark.parametrize("name", ["load_tower", "load_id_former", "FaceEmbedder"])
def test_the_models_are_gone_afterwards(files: IdentityFiles, people: People, name: str,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    load = getattr(identity_encoder, name)
    loaded: list[weakref.ref[object]] = []

    def remembered(*arguments: object) -> object:
        model = load(*arguments)
        loaded.append(weakref.ref(model))
        return model

    monkeypatch.setattr(identity_encoder, name, remembered)
    encoder = IdentityEncoder(files, "cpu")
    encoder.encode(*people)
    assert [model() for model in loaded] == [None]
