"""Bringing the catalogued documents from their official addresses, or from a folder.

The only module that opens a connection: over https, to hosts on a list, at public addresses. What comes is a stranger's
file until it is read, in a process of its own, and says the symbol under which it is catalogued.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import orjson
import urllib3
from urllib3.exceptions import HTTPError

from pipeline import __version__
from pipeline.add import Arrival, renew, take
from pipeline.params import FetchParams
from pipeline.parse.identity import document_id
from pipeline.renditions import Reading
from pipeline.sources import CATALOGUE, MEDIA_TYPES, Source, file_sha256, find_sources, read_catalogue
from pipeline.stages import Report, Run, read_all

AGENT = f"Concord/{__version__} (dataset of the CITES and CMS Joint Work Programmes)"
SET_ASIDE = "set-aside"
"""Folder of kept results with what came and is not the catalogued document."""
FETCHING = "fetching"
"""Folder of kept results with what is half there, to be resumed."""
MAGIC: Mapping[str, bytes] = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
"""How a file of a kind begins, whatever the server calls it."""
CHUNK = 65_536
MAX_REDIRECTS = 5
MAX_RETRY_AFTER = 120.0
"""A server that asks for more patience than this many seconds is left alone until the next time."""
_REDIRECTS, _AGAIN = {301, 302, 303, 307, 308}, {429, 500, 502, 503, 504}

Entry = dict[str, str | None]


class RefusedError(Exception):
    """An address or an answer that is not taken; asking again would not help."""


class InterruptedDownloadError(Exception):
    """An answer that broke off or did not come; ``wait`` is what the server asks for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one catalogued document.

    ``outcome`` is ``taken``, ``unchanged``, ``no-address``, ``set-aside`` or ``failed``; ``detail`` says why or where.
    """

    file: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that came, and what the server said of its version."""

    path: Path
    etag: str | None
    last_modified: str | None


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Say whether an address is one of the public network."""
    parsed = ipaddress.ip_address(address)
    return parsed.is_global and not parsed.is_multicast


@dataclass(frozen=True, slots=True)
class Network:
    """What fetching needs of the world; tests give their own. ``ca_file`` is None for the system's certificates."""

    resolve: Callable[[str, int], list[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    ca_file: str | None = None


@dataclass(slots=True)
class Fetcher:
    """Downloads over https within the limits of its parameters, politely, resuming what is half there in ``folder``."""

    params: FetchParams
    folder: Path
    network: Network = field(default_factory=Network)
    asked: bool = False

    def download(self, url: str, suffix: str, entry: Mapping[str, str | None]) -> Download | None:
        """Return the file at an address; None where it is what ``entry`` (etag, last_modified) has already.

        Raises `RefusedError`, and `InterruptedDownloadError` where all retries were in vain.
        """
        attempt = 0
        while True:
            try:
                return self._attempt(url, suffix, entry)
            except (InterruptedDownloadError, HTTPError, OSError) as error:
                attempt += 1
                wait = error.wait if isinstance(error, InterruptedDownloadError) else None
                if attempt > self.params.retries or (wait or 0) > MAX_RETRY_AFTER:
                    raise InterruptedDownloadError(f"{error} (tried {attempt} times)") from error
                self.network.sleep(wait if wait is not None else self.params.pause * 2 ** (attempt - 1))

    def _attempt(self, url: str, suffix: str, entry: Mapping[str, str | None]) -> Download | None:
        part = self.folder / hashlib.sha256(url.encode()).hexdigest()
        notes = part.with_suffix(".json")
        begun: dict[str, str | None] = orjson.loads(notes.read_bytes()) if notes.exists() and part.exists() else {}
        etag = begun.get("etag") or "W/"
        validator = begun.get("last_modified") if etag.startswith("W/") else etag
        offset = part.stat().st_size if validator else 0
        headers = {"User-Agent": AGENT, "Accept": ", ".join(self.params.types), "Accept-Encoding": "identity"}
        if validator:
            headers |= {"Range": f"bytes={offset}-", "If-Range": validator}
        elif entry.get("etag"):
            headers["If-None-Match"] = str(entry["etag"])
        elif entry.get("last_modified"):
            headers["If-Modified-Since"] = str(entry["last_modified"])
        with self._answer(url, headers) as response:
            if response.status == 304:
                return None
            if response.status == 416:
                part.unlink(missing_ok=True)
                raise InterruptedDownloadError("the server has less than was there before")
            resumed = response.status == 206 and _starts_at(response.headers.get("Content-Range")) == offset
            if response.status == 206 and not resumed:
                part.unlink(missing_ok=True)
                raise InterruptedDownloadError("the server sent another part than was asked for")
            self._check_type(response.headers.get("Content-Type", ""))
            version = {"etag": response.headers.get("ETag"), "last_modified": response.headers.get("Last-Modified")}
            self.folder.mkdir(parents=True, exist_ok=True)
            if not resumed:
                offset = 0
                part.write_bytes(b"")
                notes.write_bytes(orjson.dumps(version))
            self._receive(response, part, offset)
        with part.open("rb") as stream:
            begins = stream.read(8)
        notes.unlink()
        if not begins.startswith(MAGIC.get(suffix, b"")):
            part.unlink()
            raise RefusedError(f"what came is no {suffix} file, whatever the server calls it")
        whole = part.with_suffix(suffix)
        part.replace(whole)
        return Download(whole, version["etag"], version["last_modified"])

    def _receive(self, response: urllib3.BaseHTTPResponse, part: Path, offset: int) -> None:
        limit = self.params.megabytes * 2**20
        length = response.headers.get("Content-Length")
        expected = offset + int(length) if length and length.isdigit() else None
        if expected is not None and expected > limit:
            raise RefusedError(f"is larger than {self.params.megabytes} MB")
        size, deadline = offset, self.network.clock() + self.params.seconds
        with part.open("r+b") as sink:
            sink.truncate(offset)
            sink.seek(offset)
            while chunk := response.read1(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise RefusedError(f"is larger than {self.params.megabytes} MB")
                sink.write(chunk)
                if self.network.clock() > deadline:
                    raise InterruptedDownloadError(f"took longer than {self.params.seconds:g} seconds")
        if expected is not None and size != expected:
            raise InterruptedDownloadError(f"broke off after {size} of {expected} bytes")

    def _check_type(self, stated: str) -> None:
        kind = stated.split(";", maxsplit=1)[0].strip().lower()
        if kind not in self.params.types:
            raise RefusedError(f"is {kind or 'of no stated type'}, not {' or '.join(self.params.types)}")

    def _answer(self, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """Return the answer at the end of the redirects, each of which is held to the same rules."""
        for _ in range(MAX_REDIRECTS + 1):
            response = self._ask(url, headers)
            if response.status in _REDIRECTS:
                target = response.headers.get("Location", "")
                response.release_conn()
                response.close()
                url = urljoin(url, target)
                continue
            if response.status in (200, 206, 304, 416):
                return response
            status, after = response.status, response.headers.get("Retry-After", "")
            response.close()
            if status in _AGAIN:
                wait = float(after) if after.isdigit() else None
                raise InterruptedDownloadError(f"the server answered {status}", wait)
            raise RefusedError(f"the server answered {status}")
        raise RefusedError(f"is redirected more than {MAX_REDIRECTS} times")

    def _ask(self, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        if parts.scheme != "https":
            raise RefusedError(f"{url}: only https is asked")
        authority = host if port == 443 else f"{host}:{port}"
        if authority not in self.params.hosts:
            raise RefusedError(f"{authority or url}: is not on the list of hosts (fetch: hosts in params.yaml)")
        try:
            addresses = self.network.resolve(host, port)
        except socket.gaierror as error:
            raise RefusedError(f"{host}: its address cannot be looked up ({error.strerror})") from error
        refused = [address for address in addresses if not self.network.is_allowed(address)]
        if refused or not addresses:
            raise RefusedError(f"{host}: {', '.join(refused) or 'no address'} is no address of the public network")
        if self.asked:
            self.network.sleep(self.params.pause)
        self.asked = True
        pool = urllib3.HTTPSConnectionPool(
            addresses[0],  # the address that was judged, so that no second look-up can give another
            port,
            server_hostname=host,
            assert_hostname=host,
            ca_certs=self.network.ca_file,
            cert_reqs="CERT_REQUIRED",
            timeout=urllib3.Timeout(connect=self.params.silence, read=self.params.silence),
            retries=False,
        )
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return pool.urlopen(
            "GET",
            target,
            headers={**headers, "Host": authority},
            redirect=False,
            preload_content=False,
            decode_content=False,
        )


def _starts_at(content_range: str | None) -> int | None:
    match = re.match(r"bytes (\d+)-", content_range or "")
    return int(match[1]) if match else None


def fetch(run: Run, network: Network | None = None) -> Iterator[Fetched]:
    """Bring every catalogued document that has an address; yield what became of each, in order of their files.

    A printed ``http`` address is asked over https. Raises `pipeline.sources.FolderError`.
    """
    fetcher = Fetcher(run.params.fetch, run.keep / FETCHING, network or Network())
    entries = read_catalogue(run.raw / CATALOGUE)
    for name, entry in sorted(entries.items()):
        if entry["specimen"]:
            continue
        if not entry["url"]:
            if not (run.raw / name).exists():
                yield Fetched(name, "no-address", "its address is not known; add the file, or state the url")
            continue
        url = entry["url"]
        if url.startswith("http://"):
            url = f"https://{url.removeprefix('http://')}"
        suffix = Path(name).suffix.lower()
        try:
            came = fetcher.download(url, suffix, entry if (run.raw / name).exists() else {})
        except (RefusedError, InterruptedDownloadError) as error:
            yield Fetched(name, "failed", f"{url}: {error}")
            continue
        if came is None:
            yield Fetched(name, "unchanged", url)
            continue
        yield _judged(run, name, entry, came)


def fetch_from(run: Run, folder: Path) -> Iterator[Fetched]:
    """Take the catalogued documents that are not there from a folder; yield what became of each.

    Every document of the folder is read; one is taken if its own symbol is catalogued. Raises
    `pipeline.sources.FolderError`.
    """
    entries = read_catalogue(run.raw / CATALOGUE)
    wanted = {
        (document_id(entry["symbol"]), Path(name).suffix.lower()): name
        for name, entry in entries.items()
        if entry["symbol"] and not entry["specimen"] and not (run.raw / name).exists()
    }
    sources = [
        Source(source.path, str(source.path), source.media_type, source.sha256, source.stated, source.fault)
        for source in find_sources(folder)[0]
    ]
    there = {source.sha256: source.name for source in find_sources(run.raw)[0]} if run.raw.is_dir() else {}
    readings, failures = read_all(run, sources, Report())
    for label, why in sorted(failures.items()):
        yield Fetched(label, "failed", why.message)
    for reading in readings:
        if reading.source.sha256 in there:
            yield Fetched(there[reading.source.sha256], "unchanged", "")
            continue
        symbol = reading.document["symbol"]
        key = (document_id(symbol or ""), reading.source.path.suffix.lower())
        if key not in wanted:
            cause = f"says {symbol}, which no entry waits for" if symbol else "says no symbol of its own"
            yield Fetched(reading.source.name, "set-aside", f"{cause}; `concord add` takes it as it is")
            continue
        yield _taken(run, wanted.pop(key), reading, {})
    for name in sorted(wanted.values()):
        yield Fetched(name, "failed", f"is not in {folder}")


def _judged(run: Run, name: str, entry: Entry, came: Download) -> Fetched:
    """Take what came if its own symbol is the catalogued one, else set it aside."""
    suffix = came.path.suffix
    source = Source(came.path, name, MEDIA_TYPES[suffix], file_sha256(came.path), {"file": Path(name).name})
    readings, failures = read_all(run, [source], Report())
    cause = next((f"cannot be read: {why.message}" for why in failures.values()), "")
    for reading in readings:
        symbol = reading.document["symbol"]
        if not entry["symbol"]:
            cause = f"says {symbol or 'no symbol'}, and the catalogue states none to hold it against"
        elif document_id(symbol or "") != document_id(entry["symbol"]):
            cause = f"says {symbol or 'no symbol of its own'}, not {entry['symbol']}"
        else:
            version = {"etag": came.etag, "last_modified": came.last_modified}
            result = _taken(run, name, reading, version)
            came.path.unlink()
            return result
    aside = run.keep / SET_ASIDE / Path(name).name
    aside.parent.mkdir(parents=True, exist_ok=True)
    came.path.replace(aside)
    return Fetched(name, "set-aside", f"{cause}; it is kept as {aside}")


def _taken(run: Run, name: str, reading: Reading, version: Mapping[str, str | None]) -> Fetched:
    arrival = Arrival(reading.source.name, reading.source.path, version)
    if (run.raw / name).exists():
        replaced = renew(run.raw, name, arrival)
        return Fetched(name, "taken" if replaced else "unchanged", "is another file than was there" if replaced else "")
    [added] = take(run, [arrival])
    if added.name is None:
        return Fetched(name, "failed", added.cause or "")
    return Fetched(added.name, "taken", "; ".join(added.notes))
