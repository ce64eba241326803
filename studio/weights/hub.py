"""Fetching files of the Hugging Face Hub into its cache, where other programs find them too."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.weights.download import Cancelled, OnBytes, download, network_errors
from studio.weights.places import hub_folder
from studio.weights.weight_file import HubSource, WeightPart


@dataclass(frozen=True, slots=True)
class HubFacts:
    """What the Hub says of a file: the name of its content in the cache, its bytes."""

    etag: str
    size: int | None


def fetch_part(source: HubSource, part: WeightPart, on_bytes: OnBytes | None = None,
               cancelled: Cancelled | None = None) -> Path:
    """Fetch one file, continuing an earlier try, and return its path in the snapshot that it belongs to.

    The content is put where the cache keeps contents; the library then links it into the snapshot, as after a download
    of its own, whose unfinished files are thrown away. Raises StudioError: "missing" with what to do where the gate is
    closed or the network fails, "damaged" where the Hub has another file than the one recorded.
    """
    from huggingface_hub import hf_hub_download, hf_hub_url

    url = hf_hub_url(source.repository, part.path, revision=source.revision)
    with hub_errors(source, url):
        facts = _facts(url)
        if None not in (part.size, facts.size) and part.size != facts.size:
            raise StudioError("damaged", f"{source.address} now has another {part.path} than the one known here. Update "
                                         "the studio, or import the file by hand.", f"{facts.size} bytes")
        content = hub_folder(source) / "blobs" / facts.etag
        if not content.exists():
            download(url, content, on_bytes, size=facts.size, headers=_authorization(), cancelled=cancelled)
        path = Path(hf_hub_download(source.repository, part.path, revision=source.revision))
    if not path.is_symlink():           # where the system has no links, the library copied it
        with disk_errors(content):
            content.unlink(missing_ok=True)
    return path


def throw_away(path: Path) -> None:
    """Delete a file of a snapshot and its content, so that the next try starts anew."""
    content = path.resolve()
    with disk_errors(path):
        path.unlink(missing_ok=True)
        content.unlink(missing_ok=True)


@contextlib.contextmanager
def hub_errors(source: HubSource, url: str) -> Iterator[None]:
    """Turn a closed gate into what a person has to do; everything else as `network_errors`."""
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        with network_errors(url):
            yield
    except StudioError as error:
        cause = error.__cause__
        if isinstance(cause, HfHubHTTPError) and cause.response.status_code in (401, 403):
            raise _closed(source, cause) from error
        raise
    except LocalEntryNotFoundError as error:
        message = f"{url} could not be fetched. Check the network and try again: what has come is kept."
        raise StudioError("missing", message, str(error)) from error


def _authorization() -> dict[str, str]:
    """The person's token, where there is one; it goes to the Hub alone, and no further than its own addresses."""
    from huggingface_hub import get_token

    token = get_token()
    return {"authorization": f"Bearer {token}"} if token else {}


def _facts(url: str) -> HubFacts:
    from huggingface_hub import get_hf_file_metadata

    found = get_hf_file_metadata(url)
    if not found.etag:
        raise StudioError("missing", f"{url} came without the name of its content. Check $HF_ENDPOINT.")
    return HubFacts(found.etag, found.size)


def _closed(source: HubSource, error: Exception) -> StudioError:
    from studio.weights.locate import has_token

    if has_token():
        message = (f"{source.address} does not let the account of your token in. Log in there, accept the terms on that "
                   "page, and check with `hf auth whoami` that the token is that account's and may read gated "
                   "repositories; then run the same command again.")
    else:
        message = (f"{source.address} is gated. Log in there and accept the terms on that page, then run `hf auth login` "
                   "with a token from https://huggingface.co/settings/tokens (or set HF_TOKEN), and run the same command "
                   "again. The studio neither stores nor shows the token.")
    return StudioError("missing", message, type(error).__name__)
