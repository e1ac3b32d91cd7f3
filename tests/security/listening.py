"""What tests of secrets share: words that nobody else knows, and devices that keep all that they are ever sent."""

import json
import os
from typing import Any

from server.demo.phone import Phone
from tests.core.world import HOST, Day

SEED = int(os.environ.get("SECRETS_SEED", "5"))
"""Of the days of chance."""


def planted(day: Day) -> dict[str, set[str | None]]:
    """Plant words in a day; give for each the people who may read it, whatever happens later.

    None stands for the screen and the reader.
    """
    kind = str(day.room.records["format"]["format"].kinds[0].id)  # type: ignore[attr-defined]
    day.ask("amel", "card.write", card="hidden", group="g1", kind=kind, text="SERPENT caché")
    day.ask(HOST, "card.hide", card="hidden", reason="RAISON cachée")
    day.ask(HOST, "note.write", note="note", text="NOTE privée")
    day.ask(HOST, "message.send", message="word", to="basile", text="MOT pour Basile")
    return {
        "SERPENT": {"amel", HOST},
        "RAISON": {"amel", HOST},
        "NOTE privée": {HOST},
        "MOT pour": {"basile", HOST},
    }


class Listener:
    """A device that keeps all that it is ever sent."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.heard: list[str] = [json.dumps(phone.records, default=str, ensure_ascii=False)]
        self.events: list[tuple[str, Any]] = []
        """What came by itself, as it came."""
        for event in ("frame", "here"):
            phone._io.on(event, self._also(event))

    def _also(self, event: str) -> Any:
        ordinary = self.phone._io.handlers["/"].get(event)

        def hear(body: object) -> None:
            self.heard.append(json.dumps(body, default=str, ensure_ascii=False))
            self.events.append((event, body))
            if ordinary is not None:
                ordinary(body)

        return hear

    @property
    def text(self) -> str:
        return "\n".join([*self.heard, json.dumps(self.phone.records, default=str, ensure_ascii=False)])
