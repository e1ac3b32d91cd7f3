"""The client's files, read and compressed once, and one page for every address that a person may type."""

import gzip
import hashlib
import mimetypes
import re
from pathlib import Path

import msgspec
from flask import Blueprint, Response, abort, request

DOOR = re.compile(r"r/[^/]+/?")
FOR_EVER = "public, max-age=31536000, immutable"


BROTLI = ".br"
"""How a file ends that the build packed beside another, better than can be done while somebody waits."""


class Asset(msgspec.Struct, frozen=True):
    """One file of the client, as sent; `packed` by what a browser calls the packing, the smallest first."""

    body: bytes
    packed: dict[str, bytes]
    type: str
    tag: str


def pages(client_dir: Path) -> Blueprint:
    """Serve the built client from a folder; a sentence says what to do where it was not built."""
    assets = _read(client_dir)
    site = Blueprint("pages", __name__)

    @site.get("/")
    @site.get("/<path:path>")
    def page(path: str = "") -> Response:
        if path.startswith(("api/", "socket.io")):
            abort(404)
        asset = assets.get(path) or assets.get(_page_for(path)) or assets.get("index.html")
        if asset is None:
            return Response("The client is not built: run `make build`.", 503, mimetype="text/plain")
        if path not in assets and "." in path.rsplit("/", 1)[-1]:
            abort(404)
        return _answer(asset, lasting=path.startswith("assets/"))

    return site


def _page_for(path: str) -> str:
    """Who comes by a room's door is sent the page that asks for a participant's files from its first line on."""
    return "room.html" if DOOR.fullmatch(path) else "index.html"


def _answer(asset: Asset, *, lasting: bool) -> Response:
    if request.if_none_match.contains(asset.tag):
        return Response(status=304)
    packing = next((way for way in asset.packed if request.accept_encodings[way] > 0), None)
    answer = Response(asset.packed[packing] if packing else asset.body, content_type=asset.type)
    if packing:
        answer.headers["Content-Encoding"] = packing
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = FOR_EVER if lasting else "no-cache"
    answer.set_etag(asset.tag)
    return answer


def _read(folder: Path) -> dict[str, Asset]:
    if not folder.is_dir():
        return {}
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix != BROTLI]
    return {file.relative_to(folder).as_posix(): _asset(file) for file in files}


def _asset(file: Path) -> Asset:
    body = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in ("application/javascript", "application/json", "image/svg+xml"):
        kind += "; charset=utf-8"
    best = file.with_name(file.name + BROTLI)
    packed = {"br": best.read_bytes()} if best.is_file() else {}
    packed["gzip"] = gzip.compress(body, 9)
    return Asset(body, packed, kind, hashlib.sha256(body).hexdigest()[:20])
