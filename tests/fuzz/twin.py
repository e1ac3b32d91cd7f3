"""The Python twin of a device: written from the protocol alone, it must come to hold what the real client holds."""

import socketio

from server.demo.phone import RefusedByServer
from server.live.ids import new_id
from tests.faults.device import Device, Line

ANSWER_WITHIN = 1.0
"""Seconds; the real client waits eight of its own, which run faster."""


class Twin(Device):
    """A device whose line may lose anything: it asks again where no answer comes."""

    patience = ANSWER_WITHIN

    def __init__(self, base: str, token: str) -> None:
        super().__init__(base, token)
        self.texts: dict[str, object] = {}
        self.asleep = False

    def act(self, name: str, args: dict[str, object], base: str | None, text: object) -> None:
        """Do what a person does; `base` names the record whose text they had before them."""
        if "$undo" in args:
            back = int(str(args["$undo"]))
            if back >= len(self.asked):
                return
            args = {"op": self.asked[-1 - back]}
        kind, _, id = (base or "").partition("/")
        seen = self.held().get(kind, {}).get(id, {}).get("rev") if base else None
        op = new_id()
        self.asked.append(op)
        self.texts[op] = text
        body: dict[str, object] = {"id": op, "name": name, "args": args}
        if seen is not None:
            body["base"] = seen
        self.outbox.append(body)

    def held(self) -> dict[str, dict[str, dict[str, object]]]:
        """What the device holds now."""
        line = self.line
        return line.held() if line is not None else self.records


__all__ = ["Line", "RefusedByServer", "Twin", "socketio"]
