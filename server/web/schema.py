"""The wire as JSON Schema, and the HTTP calls as OpenAPI: generated from the types, never written by hand.

`python -m server schema FOLDER` writes both; the client's types come from the first.
"""

from typing import Any

import msgspec

from server.core import filming as film
from server.core.asking import Op
from server.core.deciding import RULES
from server.core.expected import Expected
from server.core.history import Past
from server.core.records import KINDS
from server.live.answered import Answer as Reply
from server.live.fan_out import Frame
from server.live.presence import Here
from server.web import wire

MESSAGES: tuple[type, ...] = (
    Op,
    Reply,
    Frame,
    Here,
    wire.Entering,
    wire.Me,
    wire.Stopping,
    wire.Writing,
    wire.OpenRoom,
    wire.Links,
    wire.RoomOpened,
    wire.JoinRoom,
    wire.Joined,
    wire.DeviceAdded,
    wire.Invite,
    wire.RoomCard,
    wire.PageDraft,
    wire.PageKept,
    wire.DuplicateRoom,
    wire.RoomErased,
    Expected,
    wire.FormatCard,
    wire.Problem,
    wire.FileAdded,
    wire.AskMaking,
    wire.MakingState,
    Past,
    wire.ShareLink,
    wire.MarkdownText,
    wire.MarkdownShown,
)

CALLS: tuple[tuple[str, str, type | None, type, int, str], ...] = (
    ("get", "/api/formats", None, list[wire.FormatCard], 200, "The formats, with titles in both languages."),
    ("post", "/api/rooms", wire.OpenRoom, wire.RoomOpened, 201, "Open a room from a format."),
    ("get", "/api/rooms/{code}", None, wire.RoomCard, 200, "What the join page shows."),
    ("post", "/api/rooms/{code}/join", wire.JoinRoom, wire.Joined, 201, "Come in as a participant."),
    (
        "put",
        "/api/rooms/{code}/pages/{page}",
        wire.PageDraft,
        wire.PageKept,
        200,
        "Write a page or a dossier.",
    ),
    (
        "post",
        "/api/rooms/{code}/people",
        None,
        Expected,
        200,
        "What a list of people would bring (multipart).",
    ),
    ("post", "/api/rooms/{code}/devices", None, wire.DeviceAdded, 201, "A link for another device of mine."),
    ("post", "/api/rooms/{code}/invite", wire.Invite, wire.DeviceAdded, 201, "A link for a co-facilitator."),
    ("get", "/api/rooms/{code}/links", None, wire.Links, 200, "Fresh links for the screen and the reader."),
    (
        "delete",
        "/api/rooms/{code}/links/{seat}",
        None,
        wire.Links,
        200,
        "Let no link of a seat (facilitator, screen, reader) open anything any more; fresh ones.",
    ),
    (
        "delete",
        "/api/rooms/{code}/people/{person}/links",
        None,
        wire.LinksEnded,
        200,
        "Let no link of one person open anything any more.",
    ),
    (
        "delete",
        "/api/rooms/{code}/people/{person}/place",
        None,
        wire.LinksEnded,
        200,
        "Give a person's place back to the list of those expected; their links end.",
    ),
    ("post", "/api/rooms/{code}/files", None, wire.FileAdded, 201, "Upload a picture (multipart)."),
    ("get", "/api/rooms/{code}/files/{file}", None, bytes, 200, "A picture or a document, by its hash."),
    ("get", "/api/rooms/{code}/qr.svg", None, bytes, 200, "The QR code of the join page."),
    ("get", "/api/rooms/{code}/publication", None, wire.Forms, 200, "In which forms it may be had."),
    ("get", "/api/rooms/{code}/publication.{form}", None, bytes, 200, "The publication in one form."),
    (
        "post",
        "/api/rooms/{code}/markdown",
        wire.MarkdownText,
        wire.MarkdownShown,
        200,
        "Markdown as the publication will show it.",
    ),
    (
        "post",
        "/api/rooms/{code}/makings",
        wire.AskMaking,
        wire.MakingState,
        202,
        "Have a form of the publication made.",
    ),
    ("get", "/api/rooms/{code}/makings/{id}", None, wire.MakingState, 200, "How far it is."),
    ("get", "/api/rooms/{code}/makings/{id}/file", None, bytes, 200, "What was made."),
    ("delete", "/api/rooms/{code}/makings/{id}", None, wire.MakingState, 200, "Stop making it."),
    (
        "post",
        "/api/rooms/{code}/shares/{share}/link",
        None,
        wire.ShareLink,
        200,
        "The link of a share; the same each time.",
    ),
    (
        "get",
        "/api/rooms/{code}/replay",
        None,
        film.Film,
        200,
        "The day as a film, as this viewer may see it now.",
    ),
    (
        "get",
        "/api/rooms/{code}/drawings/{name}.svg",
        None,
        bytes,
        200,
        "A picture of the publication as SVG: matrices, the plane of impact and effort.",
    ),
    (
        "post",
        "/api/rooms/gather",
        None,
        wire.RoomOpened,
        201,
        "A new room from several days (multipart: `file` archives, `link` tokens of rooms here).",
    ),
    (
        "get",
        "/api/rooms/{code}/suggestions",
        None,
        list[wire.Suggested],
        200,
        "Cards that say nearly the same thing.",
    ),
    (
        "get",
        "/api/rooms/{code}/history/{kind}/{id}",
        None,
        list[Past],
        200,
        "What was done to a statement, step by step, and what of it can be taken back.",
    ),
    ("post", "/api/archives", None, wire.RoomOpened, 201, "Open a room from an archive."),
    (
        "post",
        "/api/rooms/{code}/duplicate",
        wire.DuplicateRoom,
        wire.RoomOpened,
        201,
        "A new room with the same set-up.",
    ),
    (
        "get",
        "/api/rooms/{code}/mine.{form}",
        None,
        bytes,
        200,
        "All that the room keeps of who asks: md or json.",
    ),
    ("delete", "/api/rooms/{code}", None, wire.RoomErased, 200, "Erase the room and all that is in it."),
    ("get", "/api/rooms/{code}/kit.pdf", None, bytes, 200, "Everything that is printed for the day."),
    ("get", "/api/rooms/{code}/format.zip", None, bytes, 200, "The room's set-up as a format."),
    ("post", "/api/rooms/from-format", None, wire.RoomOpened, 201, "Open a room from a format (multipart)."),
    ("get", "/health", None, dict[str, object], 200, "Whether the log can be read and written."),
    ("get", "/metrics", None, str, 200, "Figures for Prometheus."),
)
"""Every HTTP call: method, path, body, answer, status, meaning."""


def wire_schema() -> bytes:
    """Every record, op and message as one JSON Schema document, with ops by name under `x-ops`."""
    args = {name: rule.args for name, rule in sorted(RULES.items())}
    types = [*KINDS.values(), *MESSAGES]
    _, definitions = _components(types, "#/$defs/{name}")
    ops = {}
    for name, shape in args.items():
        title = "".join(part.capitalize() for part in name.split(".")) + "Args"
        _, inner = _components([shape], "#/$defs/{name}")
        own = inner.pop(shape.__name__)
        definitions |= inner
        definitions[title] = {**own, "title": title}
        ops[name] = {"$ref": f"#/$defs/{title}"}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wire",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "records": _object({kind: {"$ref": f"#/$defs/{s.__name__}"} for kind, s in KINDS.items()}),
            "ops": _object(ops),
            "messages": _object({name: {"$ref": f"#/$defs/{name}"} for name in map(_name, MESSAGES)}),
        },
        "required": ["records", "ops", "messages"],
        "$defs": dict(sorted(definitions.items())),
    }
    return _plainly_named(_pretty(document))


def _name(shape: type) -> str:
    """Give a message's name; what a device is told of its op is a `Reply`, as a record is an `Answer`."""
    return "Reply" if shape is Reply else shape.__name__


def _plainly_named(document: bytes) -> bytes:
    """Two structs are called Answer, for which msgspec writes their modules: give each its name."""
    for shape in (Reply, KINDS["answer"]):
        document = document.replace(f"{shape.__module__}.{shape.__name__}".encode(), _name(shape).encode())
    return document


def open_api() -> bytes:
    """The HTTP calls as an OpenAPI 3.1 document."""
    bodies = [shape for _, _, body, answer, _, _ in CALLS for shape in (body, answer) if shape is not None]
    refs, components = _components(bodies, "#/components/schemas/{name}")
    shapes = dict(zip(map(str, bodies), refs, strict=True))
    paths: dict[str, dict[str, object]] = {}
    for method, path, body, answer, status, meaning in CALLS:
        call: dict[str, object] = {
            "summary": meaning,
            "responses": {
                str(status): {"description": meaning, "content": _json(shapes[str(answer)])},
                "default": {"description": "Refused, with a code (RFC 9457)."},
            },
        }
        if body is not None:
            call["requestBody"] = {"required": True, "content": _json(shapes[str(body)])}
        names = [part[1:].split("}")[0] for part in path.split("/") if part.startswith("{")]
        if "{form}" in path:
            names.append("form")
        call["parameters"] = [_parameter(name) for name in names]
        paths.setdefault(path, {})[method] = call
    return _pretty(
        {
            "openapi": "3.1.0",
            "info": {"title": "Récolte", "version": "1", "license": {"name": "AGPL-3.0-or-later"}},
            "paths": paths,
            "components": {"schemas": dict(sorted(components.items()))},
        }
    )


def _components(types: list[Any], ref: str) -> tuple[Any, dict[str, Any]]:
    """Schemas of types; what may be anything (the arguments of an op, as yet unread) says so."""
    return msgspec.json.schema_components(
        types, ref_template=ref, schema_hook=lambda kind: {"description": "anything"}
    )


def _object(properties: dict[str, dict[str, str]]) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
    }


def _json(shape: object) -> dict[str, object]:
    return {"application/json": {"schema": shape}}


def _parameter(name: str) -> dict[str, object]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _pretty(document: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
