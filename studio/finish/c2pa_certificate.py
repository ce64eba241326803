"""Who signs a video's manifest: a certificate of the person's own, or one that the studio made for itself.

The profile of the certificates is C2PA's (Content Credentials 2.2, 14.5.1): X.509 v3, made for signing, not itself an
issuer, not self-issued.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from studio.episode.errors import StudioError
from studio.episode.file_lock import holding_file
from studio.episode.files import atomic_path
from studio.episode.folders import config_folder
from studio.media.input_files import shown

if TYPE_CHECKING:
    from pathlib import Path

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

SELF_SIGNED_FILE = "content-credentials.pem"
VALID_FOR = timedelta(days=3652)
"""Long, because there is no time stamp in the signature: a reader compares these dates with the day it reads on."""

_SHORTEST_RSA = 2048
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_ISSUER, _SIGNER = "Self-signed, not verified", "A user of Full-Motion Studio"


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Certificates and key in PEM, the signer's certificate first; `algorithm` as C2PA spells it, such as es256."""

    chain: bytes = field(repr=False)
    key: bytes = field(repr=False)
    algorithm: str
    name: str
    self_signed: bool


def signing_identity(certificate: Path | None, key: Path | None) -> SigningIdentity:
    """The person's own, where both files are given; without either, the studio's, made when first asked for.

    Raises StudioError("input") for files that cannot be read, do not belong together, have expired or are of a kind that
    C2PA does not take; "damaged" where the studio's own file is.
    """
    if certificate is None and key is None:
        return _self_signed(config_folder() / SELF_SIGNED_FILE)
    if certificate is None or key is None:
        missing = "key" if key is None else "certificate"
        raise StudioError("input", f"To sign, certificate and key are both needed: the {missing} is not given. "
                                   "Name both PEM files, or neither for a self-signed certificate.")
    return _identity(_certificates(certificate), _private_key(key), certificate, key, self_signed=False)


def _identity(chain: list[x509.Certificate], private: PrivateKey, certificate: Path, key: Path, *,
              self_signed: bool) -> SigningIdentity:
    first = chain[0]
    try:
        _require_pair(first, private, certificate, key)
        _require_valid_now(first, certificate)
        _require_profile(first, certificate)
        name = _common_name(first)
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:      # parts are read when asked for
        raise StudioError("input", f"The certificate in {shown(certificate)} is damaged, or for a kind of key that is not "
                                   "known here: copy it again, or choose another.", str(error)) from error
    pem = b"".join(item.public_bytes(serialization.Encoding.PEM) for item in chain)
    return SigningIdentity(pem, _as_pem(private), _algorithm(private, key), name, self_signed)


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_content(path, "certificate"))
    except ValueError as error:
        raise StudioError("input", f"{shown(path)} holds no certificate in PEM: choose the file that begins with "
                                   "-----BEGIN CERTIFICATE-----.", str(error)) from error


def _private_key(path: Path) -> PrivateKey:
    try:
        key = serialization.load_pem_private_key(_content(path, "key"), password=None)
    except TypeError as error:
        raise StudioError("input", f"The key {shown(path)} is locked with a password: save one without (openssl pkcs8 "
                                   "-topk8 -nocrypt) in a place that only you can read.", str(error)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise StudioError("input", f"{shown(path)} holds no private key in PEM: choose the file that begins with "
                                   "-----BEGIN PRIVATE KEY-----.", str(error)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise _wrong_kind(path)
    return key


def _content(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudioError("input", f"The {what} {shown(path)} cannot be read: {error.strerror or error}. Check the path.",
                          str(error)) from error


def _require_pair(certificate: x509.Certificate, key: PrivateKey, certificate_path: Path, key_path: Path) -> None:
    if certificate.public_key() != key.public_key():
        raise StudioError("input", f"The key {shown(key_path)} does not belong to the first certificate in "
                                   f"{shown(certificate_path)}: choose the two that were made together.")


def _require_valid_now(certificate: x509.Certificate, path: Path) -> None:
    now = datetime.now(UTC)
    if certificate.not_valid_after_utc < now:
        raise StudioError("input", f"The certificate {shown(path)} expired on {certificate.not_valid_after_utc:%Y-%m-%d}: "
                                   "ask its issuer for a new one.")
    if certificate.not_valid_before_utc > now:
        starts = f"{certificate.not_valid_before_utc:%Y-%m-%d}"
        raise StudioError("input", f"The certificate {shown(path)} is valid from {starts} on: wait until then, or check "
                                   "this computer's clock.")


def _require_profile(certificate: x509.Certificate, path: Path) -> None:
    """What C2PA refuses that a person can tell from the file; the rest is the library's to find."""
    if certificate.subject == certificate.issuer or _is_issuer(certificate):
        raise StudioError("input", f"The first certificate in {shown(path)} is an issuer's or signs itself, which C2PA does "
                                   "not take: put the signer's certificate first, those above it after.")


def _is_issuer(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _algorithm(key: PrivateKey, path: Path) -> str:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _SHORTEST_RSA:
        return "ps256"
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    raise _wrong_kind(path)


def _wrong_kind(path: Path) -> StudioError:
    return StudioError("input", f"C2PA does not take keys such as {shown(path)}: use one on the curve P-256, P-384 or "
                                "P-521, Ed25519, or RSA of 2048 bits or more.")


def _as_pem(key: PrivateKey) -> bytes:
    """PKCS #8, the only form that the signing library reads."""
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _self_signed(path: Path) -> SigningIdentity:
    if not path.exists():
        with holding_file(path):        # two programs that sign for the first time make one certificate, not two
            if not path.exists():
                _make_self_signed(path)
    try:
        return _identity(_certificates(path), _private_key(path), path, path, self_signed=True)
    except StudioError as error:
        raise StudioError("damaged", f"The studio's own certificate {shown(path)} cannot be used any more: delete it, and a "
                                     "new one is made.", error.message) from error


def _make_self_signed(path: Path) -> None:
    """An issuer, whose key is forgotten at once, and the signer's certificate under it, in one file with its key."""
    issuer_key, signer_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = _builder(_name(_ISSUER), _name(_ISSUER), issuer_key.public_key(), issuer_key.public_key())
    issuer = issuer.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    issuer = issuer.add_extension(_usage(issues=True), critical=True)
    signer = _builder(_name(_SIGNER), _name(_ISSUER), signer_key.public_key(), issuer_key.public_key())
    signer = signer.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    signer = signer.add_extension(_usage(issues=False), critical=True)
    signer = signer.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    certificates = [item.sign(issuer_key, hashes.SHA256()) for item in (signer, issuer)]
    pem = b"".join(item.public_bytes(serialization.Encoding.PEM) for item in certificates)
    with atomic_path(path) as temporary, open(temporary, "xb", opener=_for_the_owner_only) as file:
        file.write(_as_pem(signer_key) + pem)


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey,
             issuer_key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), now - timedelta(days=1),
                                      now + VALID_FOR)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)


def _name(common_name: str) -> x509.Name:
    """The organisation is what readers show as the issuer: it says that nobody vouches."""
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ISSUER),
                      x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(digital_signature=not issues, content_commitment=False, key_encipherment=False,
                         data_encipherment=False, key_agreement=False, key_cert_sign=issues, crl_sign=issues,
                         encipher_only=False, decipher_only=False)
