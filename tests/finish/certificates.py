"""Certificates as a person might have them, good and bad."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

_DAY = timedelta(days=1)


def write_certificate(folder: Path, key: Key | None = None, *, starts: timedelta = -_DAY, ends: timedelta = 30 * _DAY,
                      use: x509.ObjectIdentifier = ExtendedKeyUsageOID.EMAIL_PROTECTION,
                      own_issuer: bool = False) -> tuple[Path, Path]:
    """`cert.pem` (the signer's certificate, then its issuer's) and `key.pem` in PKCS #8; `starts` and `ends` from now on."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    issuer_key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    issuer, subject = _name("Issuer"), _name("Ann Example")
    issuer = subject if own_issuer else issuer
    signer = x509.CertificateBuilder(issuer, subject, key.public_key(), 7, now + starts, now + ends)
    signer = signer.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    signer = signer.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    usage = x509.KeyUsage(digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
                          key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False)
    signer = signer.add_extension(usage, critical=True)
    signer = signer.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    signed = signer.add_extension(above, critical=False).sign(issuer_key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(pem_of(key))
    return folder / "cert.pem", folder / "key.pem"


def pem_of(key: Key, password: bytes | None = None) -> bytes:
    """A private key in PKCS #8."""
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"),
                      x509.NameAttribute(NameOID.COMMON_NAME, common)])
