"""Content Credentials (C2PA) written into a finished file, and read back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from studio.episode.errors import StudioError
from studio.finish.c2pa_manifest import manifest_of
from studio.finish.disk_space import room_for
from studio.finish.watched_file import WatchedFile
from studio.media.input_files import require_file, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from c2pa import Builder, Context

    from studio.finish.c2pa_certificate import SigningIdentity
    from studio.finish.c2pa_manifest import Ingredient, Provenance

MIME_TYPES = {".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".png": "image/png",
              ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""What can be signed, by the file's ending."""

UNTRUSTED = "signingCredential.untrusted"
_LARGEST_MANIFEST = 4 << 20
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, "builder": {"thumbnail": {"enabled": False}}}


@dataclass(frozen=True, slots=True)
class Credentials:
    """A manifest as read. `valid`: nothing was changed since it was signed; `trusted`: the signer is on a list of trust.

    `problems` are C2PA's codes of what failed, such as assertion.bmffHash.mismatch; `manifest` is the active one.
    """

    valid: bool
    trusted: bool
    signer: str
    problems: tuple[str, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actions(self) -> list[dict[str, Any]]:
        """What was done, in order."""
        found = self.assertion("c2pa.actions.v2")
        return list(found.get("actions", []))

    def assertion(self, label: str) -> Mapping[str, Any]:
        """The content of an assertion; {} where there is none of that label."""
        every = self.manifest.get("assertions", [])
        return next((item["data"] for item in every if item["label"] == label), {})


def sign_file(source: Path, out: Path, provenance: Provenance, identity: SigningIdentity,
              obey: Callable[[], None] = lambda: None) -> None:
    """Write `source` with its manifest to `out`, which appears only when it is whole and was verified; file to file, so
    that memory does not grow with it. Nothing is fetched, and there is no time stamp: that would take a network.

    To be the last step: any later change of a byte breaks the signature. `obey` is called for every few MiB that are read
    or written; raise from it to cancel. Raises StudioError: "usage" for a kind of file that cannot be signed, "input" where
    the certificate is refused, "disk" where `out` cannot be written.
    """
    from c2pa import C2paError, C2paSignerInfo, Signer

    mime = _mime(source)
    info = C2paSignerInfo(identity.algorithm.encode(), identity.chain, identity.key, None)
    with room_for(out, source.stat().st_size + _LARGEST_MANIFEST) as temporary:
        try:
            with (Signer.from_info(info) as signer, _builder(provenance, mime, obey) as builder,
                  WatchedFile(source, "rb", obey) as before, WatchedFile(temporary, "w+b", obey) as after):
                builder.sign(signer, mime, before, after)
        except C2paError as error:
            raise _refused(source, identity, error) from error


def read_credentials(path: Path, obey: Callable[[], None] = lambda: None) -> Credentials | None:
    """The manifest in a file of any kind that C2PA knows, checked against the file; None where it has none.

    `obey` as in `sign_file`. Raises StudioError("input") for what cannot be read.
    """
    from c2pa import C2paError, Reader

    require_file(path, "video or picture")
    try:
        with WatchedFile(path, "rb", obey) as file, Reader(_mime(path), file, context=_offline()) as reader:
            found = json.loads(reader.json())
            state = reader.get_validation_state() or ""
    except C2paError as error:
        if "ManifestNotFound" in str(error) or "no JUMBF data found" in str(error):
            return None
        raise StudioError("input", f"The Content Credentials of {shown(path)} cannot be read: the file is damaged. Copy it "
                                   "again, or export it anew.", str(error)) from error
    return _credentials(found, state)


def _credentials(found: Mapping[str, Any], state: str) -> Credentials:
    manifest = found["manifests"].get(found.get("active_manifest", ""), {})
    codes = tuple(str(item["code"]) for item in found.get("validation_status", []))
    problems = tuple(code for code in codes if code != UNTRUSTED)
    signature = manifest.get("signature_info", {})
    signer = str(signature.get("common_name") or signature.get("issuer") or "")
    valid = state in ("Valid", "Trusted") and not problems
    return Credentials(valid, valid and UNTRUSTED not in codes, signer, problems, manifest)


@cache
def _offline() -> Context:
    """Nothing is fetched: no remote manifest, no list of revoked certificates. No thumbnail is made of anything."""
    from c2pa import Context

    return Context.from_dict(_OFFLINE)


def _builder(provenance: Provenance, mime: str, obey: Callable[[], None]) -> Builder:
    from c2pa import Builder

    builder = Builder(json.dumps({**manifest_of(provenance), "format": mime}), _offline())
    for item in provenance.ingredients:
        if item.path is not None:
            _add(builder, item, item.path, obey)
    return builder


def _add(builder: Builder, item: Ingredient, path: Path, obey: Callable[[], None]) -> None:
    with WatchedFile(path, "rb", obey) as file:
        builder.add_ingredient(json.dumps(item.as_fields()), item.mime, file)


def _mime(path: Path) -> str:
    mime = MIME_TYPES.get(path.suffix.lower())
    if mime is None:
        raise StudioError("usage", f"{shown(path)} cannot carry Content Credentials: they go into "
                                   f"{', '.join(MIME_TYPES)} files.")
    return mime


def _refused(source: Path, identity: SigningIdentity, error: Exception) -> StudioError:
    text = str(error)
    if "certificate" in text or "signing" in text or text.startswith("Signature"):
        return StudioError("input", f"The certificate of {identity.name} is not one that C2PA signs with: it must allow "
                                    "digital signatures and e-mail protection or document signing.", text)
    return StudioError("internal", f"{shown(source)} could not be signed: export again, or without Content Credentials "
                                   "(--no-marks).", text)
