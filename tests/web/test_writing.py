"""A statement written together over the real wire: told to all who write, and unharmed by bytes that are no update."""

import base64

from server.core import documents
from server.demo.phone import Phone
from tests.house import OpenRoom


def strokes(phone: Phone, statement: str) -> list[bytes]:
    """The document of a statement, as a device holds it."""
    return [
        base64.b64decode(str(one["update"]))
        for one in phone.of("stroke").values()
        if one["statement"] == statement
    ]


def typed(phone: Phone, statement: str, text: str, hand: str) -> dict[str, object]:
    """What a device asks that has typed a text until it reads so."""
    update = documents.rewritten(strokes(phone, statement), text, hand)
    assert update is not None
    return {"statement": statement, "update": base64.b64encode(update).decode()}


def test_r13_what_is_no_update_is_refused_and_the_others_write_on(room: OpenRoom, console: Phone) -> None:
    console.ask("room.set", synthesis_open=True)
    console.ask("statement.write", statement="w1", text="Il faut du temps.")
    console.await_seq(console.ask("statement.open", statement="w1"))
    amel = room.phone("Amel")
    ask = typed(console, "w1", "Il faut du temps. Oui.", "console")
    amel.await_seq(amel.ask("statement.type", **typed(amel, "w1", "Vraiment : il faut du temps.", "amel")))
    for noise in ("pas du base64", "AQ==", "//////////8="):
        reply = amel.send_raw(
            "op",
            {"id": f"noise-{len(noise):04}", "name": "statement.type"}
            | {"args": {"statement": "w1", "update": noise}},
        )
        assert reply["refused"] == "op.malformed"
    seq = console.ask("statement.type", **ask)
    for phone in (console, amel):
        phone.await_seq(seq)
        assert phone.of("statement")["w1"]["text"] == "Vraiment : il faut du temps. Oui."
        assert documents.text_of(strokes(phone, "w1")) == "Vraiment : il faut du temps. Oui."
    screen = room.screen()
    assert screen.of("statement")["w1"]["text"] == "Vraiment : il faut du temps. Oui."
    assert screen.of("stroke") == {}
    console.ask("room.set", synthesis_open=False)
    screen.leave()
    amel.leave()
