"""Who signs: the person's own certificate with every kind of key, what is wrong with others, and the self-signed one."""

from __future__ import annotations

import os
import ssl
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from studio.episode.errors import StudioError
from studio.episode.file_lock import holding_file
from studio.finish.c2pa_certificate import SELF_SIGNED_FILE, signing_identity
from tests.finish.certificates import Key, pem_of, write_certificate

_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "config"


@pytest.mark.parametrize(("make", "algorithm"), [
    (lambda: ec.generate_private_key(ec.SECP256R1()), "es256"), (lambda: ec.generate_private_key(ec.SECP384R1()), "es384"),
    (lambda: ec.generate_private_key(ec.SECP521R1()), "es512"), (ed25519.Ed25519PrivateKey.generate, "ed25519"),
    (lambda: rsa.generate_private_key(65537, 2048), "ps256"),
])
def test_the_algorithm_follows_from_the_key(tmp_path: Path, make: Callable[[], Key], algorithm: str) -> None:
    identity = signing_identity(*write_certificate(tmp_path, make()))
    assert (identity.algorithm, identity.name, identity.self_signed) == (algorithm, "Ann Example", False)


def _other_key(certificate: Path, key: Path) -> None:
    del certificate
    key.write_bytes(pem_of(ec.generate_private_key(ec.SECP256R1())))


def _locked_key(certificate: Path, key: Path) -> None:
    del certificate
    key.write_bytes(pem_of(ec.generate_private_key(ec.SECP256R1()), b"secret"))


def _unknown_key(certificate: Path, key: Path) -> None:
    """The kind of its public key is one that nobody has heard of."""
    del key
    der = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(Encoding.DER)
    spoiled = der.replace(bytes.fromhex("2a8648ce3d0201"), bytes.fromhex("2a8648ce3d027f"))
    certificate.write_text(ssl.DER_cert_to_PEM_cert(spoiled))


@pytest.mark.parametrize(("spoil", "sentence"), [
    (_unknown_key, r"cert\.pem is damaged, or for a kind of key that is not known"),
    (_other_key, r"key\.pem does not belong to the first certificate in .*cert\.pem"),
    (_locked_key, r"key\.pem is locked with a password"),
    (lambda cert, _: cert.write_text("no certificate"), r"cert\.pem holds no certificate in PEM"),
    (lambda _, key: key.write_bytes(b"\x00\xff"), r"key\.pem holds no private key in PEM"),
    (lambda cert, _: cert.unlink(), r"certificate .*cert\.pem cannot be read: No such file"),
    (lambda _, key: key.unlink(), r"key .*key\.pem cannot be read: No such file"),
    (lambda _, key: key.write_bytes(pem_of(ec.generate_private_key(ec.SECP256K1()))), r"does not take keys|does not belong"),
])
def test_what_is_wrong_with_the_files_is_one_sentence(tmp_path: Path, spoil: Callable[[Path, Path], object],
                                                      sentence: str) -> None:
    certificate, key = write_certificate(tmp_path)
    spoil(certificate, key)
    with pytest.raises(StudioError, match=sentence) as caught:
        signing_identity(certificate, key)
    assert caught.value.kind == "input"
    assert "secret" not in caught.value.message + caught.value.detail


@pytest.mark.parametrize(("starts", "ends", "sentence"), [
    (-3 * _DAY, -_DAY, r"cert\.pem expired on \d{4}-\d\d-\d\d"), (_DAY, 3 * _DAY, r"cert\.pem is valid from .* on"),
])
def test_dates(tmp_path: Path, starts: timedelta, ends: timedelta, sentence: str) -> None:
    with pytest.raises(StudioError, match=sentence):
        signing_identity(*write_certificate(tmp_path, starts=starts, ends=ends))


def test_a_certificate_that_signs_itself_and_a_weak_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="is an issuer's or signs itself"):
        signing_identity(*write_certificate(tmp_path, own_issuer=True))
    with pytest.raises(StudioError, match="RSA of 2048 bits or more"):
        signing_identity(*write_certificate(tmp_path, rsa.generate_private_key(65537, 1024)))


def test_one_without_the_other_is_refused(tmp_path: Path) -> None:
    certificate, key = write_certificate(tmp_path)
    with pytest.raises(StudioError, match="the key is not given"):
        signing_identity(certificate, None)
    with pytest.raises(StudioError, match="the certificate is not given"):
        signing_identity(None, key)


def test_the_studio_makes_one_for_itself_once_and_for_nobody_else_to_read(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: signing_identity(None, None), range(4)))
    assert all(identity == found[0] for identity in found)
    assert found[0].self_signed
    certificates = x509.load_pem_x509_certificates(found[0].chain)
    assert len(certificates) == 2
    certificates[0].verify_directly_issued_by(certificates[1])
    if os.name != "nt":
        assert stat.S_IMODE((home / SELF_SIGNED_FILE).stat().st_mode) == 0o600
    assert repr(found[0]).count("BEGIN") == 0


def test_a_damaged_one_says_how_it_is_mended(home: Path) -> None:
    signing_identity(None, None)
    (home / SELF_SIGNED_FILE).write_bytes((home / SELF_SIGNED_FILE).read_bytes()[:300])
    with pytest.raises(StudioError, match="delete it, and a new one is made") as caught:
        signing_identity(None, None)
    assert caught.value.kind == "damaged"


def test_one_that_is_there_is_read_without_the_right_to_write(home: Path) -> None:
    made = signing_identity(None, None)
    with holding_file(home / SELF_SIGNED_FILE):         # as in a folder in which no lock can be made
        assert signing_identity(None, None) == made
