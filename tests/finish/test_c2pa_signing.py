"""A finished file with Content Credentials, read by the C2PA library, by PyAV, and byte by byte."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import av
import c2pa
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from studio.episode.errors import StudioError
from studio.finish.c2pa_certificate import signing_identity
from studio.finish.c2pa_manifest import FACE_ASSERTION, MAKING_ASSERTION, Ingredient, Program, Provenance
from studio.finish.c2pa_signing import read_credentials, sign_file
from studio.finish.loop import plan_loop
from studio.finish.marks import (
    COMPOSITE_SYNTHETIC,
    COMPOSITE_WITH_TRAINED,
    TRAINED_ALGORITHMIC_MEDIA,
    png_marks,
    read_marks,
    xmp_packet,
)
from studio.finish.render import render_video
from studio.finish.xmp_box import read_xmp
from studio.jobs.events import StopRequested
from studio.media.pictures import encode_png, read_picture
from tests.finish.certificates import Key, write_certificate
from tests.finish.clips import (
    RATE,
    decode_sound,
    decode_video,
    fill_disk,
    make_loop,
    moving_pictures,
    names_in,
    tone,
    write_voice,
)

FACTS = {"engine": "flux-pulid", "seed": 200, "whose_face": "with consent"}
PLAIN = Provenance("Выпуск 1", Program("Full-Motion Studio", "0.1.0"), Program("flux-pulid", "3"))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rendered")
    voice = write_voice(folder / "voice.wav", tone(RATE))
    render_video(make_loop(folder, plan_loop(8, 1)), voice, folder / "out.mp4", FACTS)
    return folder / "out.mp4"


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path_factory.getbasetemp() / "home"))


def _sign(source: Path, out: Path, provenance: Provenance = PLAIN) -> Path:
    sign_file(source, out, provenance, signing_identity(None, None))
    return out


def test_it_validates_but_for_trust(rendered: Path, tmp_path: Path) -> None:
    signed = _sign(rendered, tmp_path / "signed.mp4")
    with signed.open("rb") as file, c2pa.Reader("video/mp4", file, context=c2pa.Context.from_dict({})) as reader:
        found = json.loads(reader.json())
    assert found["validation_state"] == "Valid"
    assert [item["code"] for item in found["validation_status"]] == ["signingCredential.untrusted"]
    credentials = read_credentials(signed)
    assert credentials is not None
    assert (credentials.valid, credentials.trusted, credentials.problems) == (True, False, ())
    assert "not verified" in credentials.manifest["signature_info"]["issuer"]


def test_the_video_stays_what_it_was_and_both_marks_are_in_it(rendered: Path, tmp_path: Path) -> None:
    signed = _sign(rendered, tmp_path / "signed.mp4")
    data = signed.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    assert decode_video(signed) == decode_video(rendered)
    assert (decode_sound(signed) == decode_sound(rendered)).all()
    assert read_xmp(signed) == read_xmp(rendered) == xmp_packet(FACTS)
    assert read_marks(signed) == read_marks(rendered)
    with av.open(str(signed)) as container:
        assert container.metadata["title"] == "out"


@pytest.mark.parametrize("place", ["sound and pictures", "index", "xmp"])
def test_a_changed_byte_is_noticed(rendered: Path, tmp_path: Path, place: str) -> None:
    data = bytearray(_sign(rendered, tmp_path / "signed.mp4").read_bytes())
    at = {"sound and pictures": data.index(b"mdat") + 500, "index": data.index(b"Generated media") + 3,
          "xmp": data.rindex(b"DigitalSourceType") + 25}[place]
    data[at] ^= 1
    (tmp_path / "changed.mp4").write_bytes(data)
    credentials = read_credentials(tmp_path / "changed.mp4")
    assert credentials is not None
    assert not credentials.valid
    assert credentials.problems == ("assertion.bmffHash.mismatch",)


def test_actions_say_what_each_program_did(rendered: Path, tmp_path: Path) -> None:
    whole = replace(PLAIN, lip_sync=Program("latentsync", "1.6"), foley=Program("mmaudio"), upscaler="Lanczos",
                    visible_credit=True, ingredients=(Ingredient("voice", "Voice", "componentOf", "audio/wav"),))
    credentials = read_credentials(_sign(rendered, tmp_path / "signed.mp4", whole))
    assert credentials is not None
    actions = [(item["action"], item["softwareAgent"]["name"], item.get("digitalSourceType"))
               for item in credentials.actions]
    assert actions == [
        ("c2pa.created", "flux-pulid", TRAINED_ALGORITHMIC_MEDIA), ("c2pa.edited", "latentsync", COMPOSITE_WITH_TRAINED),
        ("c2pa.edited", "mmaudio", TRAINED_ALGORITHMIC_MEDIA), ("c2pa.placed", "Full-Motion Studio", None),
        ("c2pa.resized", "Full-Motion Studio", None), ("c2pa.addedText", "Full-Motion Studio", None)]
    assert credentials.actions[1]["softwareAgent"]["version"] == "1.6"
    assert credentials.assertion("cawg.metadata")["Iptc4xmpExt:AISystemUsed"] == "flux-pulid, latentsync 1.6, mmaudio"


def test_drafts_claim_no_model(rendered: Path, tmp_path: Path) -> None:
    draft = replace(PLAIN, engine=Program("draft", "1"), lip_sync=Program("draft"), foley=Program("draft"))
    credentials = read_credentials(_sign(rendered, tmp_path / "signed.mp4", draft))
    assert credentials is not None
    assert [item.get("digitalSourceType") for item in credentials.actions] == [COMPOSITE_SYNTHETIC, None, None]
    assert credentials.assertion("cawg.metadata")["Iptc4xmpExt:DigitalSourceType"] == COMPOSITE_SYNTHETIC


def test_ingredients_face_and_making(rendered: Path, tmp_path: Path) -> None:
    earlier = _sign(rendered, tmp_path / "earlier.mp4")
    making = {"seed": 200, "prompt": 'a "head" Ё'}
    whole = replace(PLAIN, face="with consent", ground="Ann, 2026-03-01", making=making, ingredients=(
        Ingredient("reference1", "Reference picture 1", "inputTo", "image/png", "ab"),
        Ingredient("source", "Source of the motion", "inputTo", "video/mp4", "cd", earlier),
        Ingredient("voice", "Voice", "componentOf", "audio/wav", "ef", rendered.with_name("voice.wav"))))
    credentials = read_credentials(_sign(rendered, tmp_path / "signed.mp4", whole))
    assert credentials is not None
    assert credentials.valid
    ingredients = {item["title"]: item for item in credentials.manifest["ingredients"]}
    assert {title: item["relationship"] for title, item in ingredients.items()} == {
        "Reference picture 1": "inputTo", "Source of the motion": "inputTo", "Voice": "componentOf"}
    assert "active_manifest" in ingredients["Source of the motion"]      # its own history travels along
    assert not any("thumbnail" in item for item in ingredients.values())
    assert credentials.assertion(FACE_ASSERTION) == {"whose_face": "with consent", "ground": "Ann, 2026-03-01"}
    digests = {"reference1": "ab", "source": "cd", "voice": "ef"}
    assert credentials.assertion(MAKING_ASSERTION) == {**making, "sha256": digests}


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate(),
                                 rsa.generate_private_key(65537, 2048)], ids=["P-384", "Ed25519", "RSA"])
def test_the_persons_own_certificate_signs(rendered: Path, tmp_path: Path, key: Key) -> None:
    sign_file(rendered, tmp_path / "signed.mp4", PLAIN, signing_identity(*write_certificate(tmp_path, key)))
    credentials = read_credentials(tmp_path / "signed.mp4")
    assert credentials is not None
    assert (credentials.valid, credentials.signer) == (True, "Ann Example")


def test_a_certificate_for_something_else_is_refused_and_the_earlier_file_stays(rendered: Path, tmp_path: Path) -> None:
    identity = signing_identity(*write_certificate(tmp_path, use=ExtendedKeyUsageOID.SERVER_AUTH))
    (tmp_path / "out.mp4").write_bytes(b"earlier")
    with pytest.raises(StudioError, match="The certificate of Ann Example is not one that C2PA signs with") as caught:
        sign_file(rendered, tmp_path / "out.mp4", PLAIN, identity)
    assert caught.value.kind == "input"
    assert (tmp_path / "out.mp4").read_bytes() == b"earlier"
    assert names_in(tmp_path) == ["cert.pem", "key.pem", "out.mp4"]


def test_nothing_asks_a_network(rendered: Path, tmp_path: Path) -> None:
    script = ("import sys; from pathlib import Path; from tests.finish.test_c2pa_signing import PLAIN, _sign;"
              "from studio.finish.c2pa_signing import read_credentials;"
              "print(read_credentials(_sign(Path(sys.argv[1]), Path(sys.argv[2]))).valid)")
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
        pytest.skip("no network namespace can be made here")
    done = subprocess.run(["unshare", "-rn", sys.executable, "-c", script, str(rendered), str(tmp_path / "o.mp4")],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "True", done.stderr


def test_a_full_disk_keeps_the_earlier_file(rendered: Path, small_disk: Path) -> None:
    target = small_disk / "out.mp4"
    target.write_bytes(b"earlier")
    fill_disk(small_disk)
    with pytest.raises(StudioError, match=r"There is no room for|The disk is full") as caught:
        _sign(rendered, target)
    assert caught.value.kind == "disk"
    assert target.read_bytes() == b"earlier"


def test_pictures_are_signed_too(tmp_path: Path) -> None:
    picture = moving_pictures(1)[0]
    (tmp_path / "poster.png").write_bytes(encode_png(picture, png_marks(FACTS)))
    signed = _sign(tmp_path / "poster.png", tmp_path / "signed.png")
    credentials = read_credentials(signed)
    assert credentials is not None
    assert credentials.valid
    assert (read_picture(signed) == picture).all()
    assert read_marks(signed)["seed"] == 200


def test_a_file_without_and_a_file_that_is_none(rendered: Path, tmp_path: Path) -> None:
    assert read_credentials(rendered) is None
    (tmp_path / "a.txt").write_text("text")
    with pytest.raises(StudioError, match=r"a\.txt cannot carry Content Credentials"):
        read_credentials(tmp_path / "a.txt")


def test_a_stop_is_obeyed_in_the_midst_and_leaves_nothing(rendered: Path, tmp_path: Path) -> None:
    large, out, identity = tmp_path / "large.mp4", tmp_path / "signed.mp4", signing_identity(None, None)
    shutil.copyfile(rendered, large)
    _add_bytes(large, 200 << 20)
    looks = [time.monotonic()]
    sign_file(large, out, PLAIN, identity, lambda: looks.append(time.monotonic()))
    out.unlink()
    assert max(later - earlier for earlier, later in pairwise([*looks, time.monotonic()])) < 2
    for share in (0.001, 0.5, 0.99):
        left = [share * len(looks)]

        def obey(left: list[float] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise StopRequested

        with pytest.raises(StopRequested):
            sign_file(large, out, PLAIN, identity, obey)
        assert left[0] > -5, "it is not read on"
        assert names_in(tmp_path) == ["large.mp4"]


def test_a_stop_while_an_ingredient_is_read_is_one(rendered: Path, tmp_path: Path) -> None:
    earlier = _sign(rendered, tmp_path / "earlier.mp4")

    def stop() -> NoReturn:
        raise StopRequested

    with pytest.raises(StopRequested):
        read_credentials(earlier, stop)
    whole = replace(PLAIN, ingredients=(Ingredient("source", "Source", "inputTo", "video/mp4", "", earlier),))
    with pytest.raises(StopRequested):
        sign_file(rendered, tmp_path / "signed.mp4", whole, signing_identity(None, None), stop)


def _add_bytes(video: Path, count: int) -> None:
    """A box of media data that nothing refers to."""
    with video.open("r+b") as file:
        file.seek(0, 2)
        file.write(struct.pack(">I4s", 8 + count, b"mdat"))
        file.truncate(file.tell() + count)


def test_memory_does_not_grow_with_the_file(rendered: Path, tmp_path: Path) -> None:
    """The library hashes in buffers of up to 256 MB; a file of 1 GB takes no more than two of them."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("a process's own peak is read from /proc")
    script = ("import sys; from pathlib import Path; from tests.finish.test_c2pa_signing import PLAIN, _sign;"
              "_sign(Path(sys.argv[1]), Path(sys.argv[2]));"
              f"print(int(Path('{status}').read_text().split('VmHWM:')[1].split()[0]) // 1024)")
    large = tmp_path / "large.mp4"
    shutil.copyfile(rendered, large)
    if shutil.disk_usage(tmp_path).free < 4 << 30:
        pytest.skip("needs 4 GB of disk")
    _add_bytes(large, 1000 << 20)
    done = subprocess.run([sys.executable, "-c", script, str(large), str(tmp_path / "signed.mp4")], capture_output=True,
                          text=True, timeout=300, check=True)
    assert int(done.stdout) < 700
