"""Fetching, against a server on loopback that keeps the rules, and one that breaks them."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.fetch import Fetched, Network, fetch, fetch_from, is_public
from pipeline.params import FetchParams, Params
from pipeline.sources import read_catalogue, write_catalogue
from pipeline.stages import Run
from tests.test_add import write

HOST = "documents.example"


def pdf(symbol: str, more: str = "") -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    sink = BytesIO()
    canvas = Canvas(sink, invariant=True)
    for number, line in enumerate((symbol, "Ninety-eighth meeting of the Standing Committee", f"1. A test. {more}")):
        canvas.drawString(72, 720 - 40 * number, line)
    canvas.save()
    return sink.getvalue()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.requests.append((self.path, dict(self.headers.items())))
        server.pages[self.path.split("?")[0]](self)

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        given = {"Content-Type": "application/pdf", **{name.replace("_", "-"): text for name, text in headers.items()}}
        for name, text in given.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.wfile.flush()
            self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.pages: dict[str, Callable[[Handler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Clients hang up here on purpose."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2120, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(made.public_bytes(pem) + secret)
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Server(context) as found:
        threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield found
        found.over.set()
        found.shutdown()


class World:
    """A folder whose catalogue has one entry, and the network as the tests make it."""

    def __init__(self, folder: Path, server: Server, certificate: Path) -> None:
        self.server = server
        self.authority = f"{HOST}:{server.server_port}"
        self.slept: list[float] = []
        self.network = Network(
            resolve=lambda host, port: ["127.0.0.1"],
            is_allowed=lambda address: address == "127.0.0.1",
            sleep=self.slept.append,
            clock=lambda: 0.0,
            ca_file=str(certificate),
        )
        params = FetchParams(hosts=(self.authority,), megabytes=1, silence=5.0, retries=2, pause=3.0)
        self.run = Run(folder / "raw", folder / "out", folder / "keep", Params(fetch=params))
        self.run.raw.mkdir()
        self.catalogue(f"https://{self.authority}/a.pdf")

    def catalogue(self, url: str, symbol: str | None = "SC98 Doc. 1") -> None:
        entry = {"file": "official/a.pdf", "symbol": symbol, "url": url, "url_basis": "derived"}
        write_catalogue(self.run.raw / "catalogue.csv", [entry])

    def serve(self, page: Callable[[Handler], None], path: str = "/a.pdf") -> None:
        self.server.pages[path] = page

    def fetched(self, **params: object) -> Fetched:
        run = replace(self.run, params=Params(fetch=replace(self.run.params.fetch, **params)))
        [result] = fetch(run, self.network)
        return result

    @property
    def entry(self) -> dict[str, str | None]:
        return read_catalogue(self.run.raw / "catalogue.csv")["official/a.pdf"]

    @property
    def there(self) -> bool:
        return (self.run.raw / "official" / "a.pdf").exists()


@pytest.fixture
def world(tmp_path: Path, server: Server, certificate: Path) -> World:
    return World(tmp_path, server, certificate)


def test_a_document_comes_and_is_asked_for_again_only_if_it_changed(world: World) -> None:
    body = pdf("SC98 Doc. 1")

    def page(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(b"", 304)
        else:
            handler.answer(body, ETag='"v1"', Last_Modified="Sat, 05 Jul 2098 10:00:00 GMT")

    world.serve(page)
    assert world.fetched().outcome == "taken"
    assert (world.run.raw / "official" / "a.pdf").read_bytes() == body
    assert (world.entry["etag"], world.entry["last_modified"]) == ('"v1"', "Sat, 05 Jul 2098 10:00:00 GMT")
    assert len(str(world.entry["sha256"])) == 64
    assert world.fetched().outcome == "unchanged"
    [(_, first), (_, second)] = world.server.requests
    assert first["User-Agent"].startswith("Concord/")
    assert first["Host"] == world.authority
    assert second["If-None-Match"] == '"v1"'
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 1", "More."), ETag='"v2"'))
    assert world.fetched() == Fetched("official/a.pdf", "taken", "is another file than was there")
    assert (world.entry["etag"], world.entry["last_modified"]) == ('"v2"', None)


def test_what_broke_off_is_resumed(world: World) -> None:
    body = pdf("SC98 Doc. 1")

    def page(handler: Handler) -> None:
        asked = handler.headers.get("Range")
        if asked is None:
            handler.answer(body[:400], length=len(body), ETag='"v1"')
        else:
            assert handler.headers["If-Range"] == '"v1"'
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            handler.answer(body[start:], 206, ETag='"v1"', Content_Range=span)

    world.serve(page)
    assert world.fetched().outcome == "taken"
    assert [headers.get("Range") for _, headers in world.server.requests] == [None, "bytes=400-"]
    assert (world.run.raw / "official" / "a.pdf").read_bytes() == body


def test_resumed_in_a_later_run_and_begun_anew_if_the_file_changed(world: World) -> None:
    body = pdf("SC98 Doc. 1")
    world.serve(lambda handler: handler.answer(body[:400], length=len(body), ETag='"v1"'))
    assert world.fetched(retries=0).outcome == "failed"
    world.serve(lambda handler: handler.answer(body, ETag='"v2"'))
    assert world.fetched(retries=0).outcome == "taken"
    assert world.server.requests[-1][1]["Range"] == "bytes=400-"
    assert (world.run.raw / "official" / "a.pdf").read_bytes() == body


def test_always_truncated(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"%PDF-1.4", length=5000))
    result = world.fetched()
    assert (result.outcome, world.there) == ("failed", False)
    assert len(world.server.requests) == 3
    assert "tried 3 times" in result.detail


def test_a_server_that_is_busy_is_asked_later(world: World) -> None:
    answers = iter([(429, {"Retry-After": "7"}), (503, {}), (200, {})])

    def page(handler: Handler) -> None:
        status, headers = next(answers)
        handler.answer(pdf("SC98 Doc. 1") if status == 200 else b"", status, **headers)

    world.serve(page)
    assert world.fetched().outcome == "taken"
    assert world.slept == [7.0, 3.0, 6.0, 3.0]  # what was asked for, then backing off; a pause before each request


def test_a_server_that_asks_for_too_much_patience(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"", 503, **{"Retry-After": "86400"}))
    assert world.fetched().outcome == "failed"
    assert len(world.server.requests) == 1


def test_not_found_is_not_asked_again(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"", 404))
    assert "answered 404" in world.fetched().detail
    assert len(world.server.requests) == 1


def test_a_slow_server(world: World) -> None:
    def page(handler: Handler) -> None:
        handler.answer(b"%PDF", length=5000)
        handler.close_connection = False
        world.server.over.wait(60)

    world.serve(page)
    result = world.fetched(silence=0.2, retries=1)
    assert (result.outcome, world.there) == ("failed", False)
    assert len(world.server.requests) == 2


def test_a_server_that_drips(world: World) -> None:
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 1")))
    ticks = iter(range(0, 1_000_000, 400))
    world.network = replace(world.network, clock=lambda: float(next(ticks)))
    result = world.fetched(seconds=300.0)
    assert "took longer than 300 seconds" in result.detail


def test_an_endless_answer(world: World) -> None:
    def page(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.end_headers()
        handler.close_connection = True
        while not world.server.over.is_set():
            handler.wfile.write(b"%PDF-" + bytes(65_536))

    world.serve(page)
    assert "is larger than 1 MB" in world.fetched().detail
    assert not world.there


def test_an_answer_that_says_it_is_too_large(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"%PDF-", length=2**21))
    assert "is larger than 1 MB" in world.fetched().detail


def test_a_wrong_type(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"<html>", Content_Type="text/html; charset=utf-8"))
    assert "is text/html" in world.fetched().detail
    world.serve(lambda handler: handler.answer(b"<html>not what it says</html>"))
    assert "is no .pdf file" in world.fetched().detail
    assert not world.there


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("https://10.0.0.1/a.pdf", "not on the list"),
        ("https://127.0.0.1/a.pdf", "not on the list"),
        ("https://elsewhere.example/a.pdf", "not on the list"),
        ("https://documents.example:1/a.pdf", "not on the list"),
        ("http://documents.example/a.pdf", "only https"),
        ("file:///etc/passwd", "only https"),
        ("/a.pdf", "more than 5 times"),
    ],
)
def test_redirects_that_lead_astray(world: World, target: str, cause: str) -> None:
    world.serve(lambda handler: handler.answer(b"", 302, Location=target))
    result = world.fetched()
    assert (result.outcome, world.there) == ("failed", False)
    assert cause in result.detail


def test_a_redirect_within_the_list(world: World) -> None:
    world.serve(lambda handler: handler.answer(b"", 301, Location="/new/a.pdf?x=1"))
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 1")), "/new/a.pdf")
    assert world.fetched().outcome == "taken"
    assert world.slept == [3.0]


def test_a_listed_host_at_a_private_address_is_not_asked(world: World) -> None:
    world.network = replace(world.network, is_allowed=is_public)
    assert "127.0.0.1 is no address of the public network" in world.fetched().detail
    assert world.server.requests == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_certificate_that_nobody_signed(world: World) -> None:
    world.network = replace(world.network, ca_file=None)
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 1")))
    assert "certificate" in world.fetched().detail
    assert world.server.requests == []


def test_another_document_is_set_aside(world: World) -> None:
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 2")))
    result = world.fetched()
    assert (result.outcome, world.there) == ("set-aside", False)
    assert "says SC98 Doc. 2, not SC98 Doc. 1" in result.detail
    assert (world.run.keep / "set-aside" / "a.pdf").exists()
    assert world.entry["sha256"] is None


def test_a_printed_http_address_is_asked_over_https(world: World) -> None:
    world.catalogue(f"http://{world.authority}/a.pdf")
    world.serve(lambda handler: handler.answer(pdf("SC98 Doc. 1")))
    assert world.fetched().outcome == "taken"


def test_an_address_that_is_not_known(world: World) -> None:
    world.catalogue("")
    assert world.fetched().outcome == "no-address"
    assert world.server.requests == []


def test_from_a_folder(tmp_path: Path) -> None:
    run = Run(tmp_path / "raw", tmp_path / "out", tmp_path / "keep")
    run.raw.mkdir()
    rows = [
        {"file": f"official/{number}.txt", "symbol": f"SC98 Doc. {number}", "url_basis": "unknown"} for number in (1, 2)
    ]
    write_catalogue(run.raw / "catalogue.csv", rows)
    folder = tmp_path / "from"
    write(folder / "anything.txt", "SC98 Doc. 1")
    write(folder / "other.txt", "SC98 Doc. 3")
    (folder / "2.txt").write_text("1. Named like a document, and says nothing.\n")
    results = {result.file: result.outcome for result in fetch_from(run, folder)}
    assert results == {
        "official/1.txt": "taken",
        "official/2.txt": "failed",
        str(folder / "other.txt"): "set-aside",
        str(folder / "2.txt"): "set-aside",
    }
    assert (run.raw / "official" / "1.txt").read_bytes() == (folder / "anything.txt").read_bytes()
    again = {result.file: result.outcome for result in fetch_from(run, folder)}
    assert again == {**results, "official/1.txt": "unchanged"}


def test_the_shipped_catalogue_knows_what_to_fetch() -> None:
    entries = read_catalogue(Path(__file__).parent.parent / "raw" / "catalogue.csv")
    official = {name: entry for name, entry in entries.items() if entry["url_basis"]}
    assert len(official) >= 7
    for entry in official.values():
        assert entry["url_basis"] in {"printed", "derived", "unknown"}
        assert (entry["url_basis"] == "unknown") == (entry["url"] is None)
        assert not entry["specimen"]
