"""Who is there: simulated people with a phone each, a facilitator, and the projector."""

import threading
from urllib.parse import urlsplit

from server.demo.phone import Phone, call
from server.live.ids import new_id


class Player:
    """One simulated person and their phone, which keeps what they ask while it is away."""

    def __init__(self, name: str, phone: Phone, id: str) -> None:
        self.name = name
        self.phone = phone
        self.id = id
        self.acknowledged = 0
        """The latest sequence number that this person was answered."""
        self._gate = threading.RLock()
        self._away = False
        self._outbox: list[tuple[str, str, int | None, dict[str, object]]] = []

    def ask(self, name: str, /, **args: object) -> str:
        """Ask an op; give its id. Where the phone is away, it is sent on return."""
        return self._ask(name, None, args)

    def ask_since(self, base: int, name: str, /, **args: object) -> str:
        """Ask an op that starts from what the record was at `base`; give its id."""
        return self._ask(name, base, args)

    def _ask(self, name: str, base: int | None, args: dict[str, object]) -> str:
        op = new_id()
        with self._gate:
            if self._away:
                self._outbox.append((op, name, base, args))
            else:
                self._send(op, name, base, args)
        return op

    def drop(self) -> None:
        """Lose the network."""
        with self._gate:
            self._away = True
            self.phone.leave()

    def come_back(self) -> None:
        """Find the network again, catch up, and send what was kept."""
        with self._gate:
            self.phone.connect()
            self._away = False
            for op, name, base, args in self._outbox:
                self._send(op, name, base, args)
            self._outbox.clear()

    def _send(self, op: str, name: str, base: int | None, args: dict[str, object]) -> None:
        self.acknowledged = max(self.acknowledged, self.phone.send(op, name, base, args))

    @property
    def away(self) -> bool:
        return self._away


class Cast:
    """Everybody of one room."""

    def __init__(self, base: str, room: dict[str, object]) -> None:
        self.base = base
        self.code = str(room["code"])
        self.token = str(room["token"])
        self.links: dict[str, str] = dict(room["links"])  # type: ignore[call-overload]
        self.facilitator = Player("facilitator", Phone(base, self.token).connect(), str(room["participant"]))
        self.screen = Phone(base, token_of(self.links["screen"])).connect()
        self.people: list[Player] = []
        self.graphic: Player | None = None

    def join(self, name: str, role: str, territory: str, naming: str = "role") -> Player:
        """Let a person in by the join page's own call, and connect their phone."""
        said = {"name": name, "role": role, "territory": territory, "naming": naming}
        joined = call(self.base, f"/api/rooms/{self.code}/join", said)
        phone = Phone(self.base, str(joined["token"])).connect()
        player = Player(name, phone, str(joined["participant"]))
        self.people.append(player)
        return player

    def invite(self, seat: str, name: str) -> Player:
        """Give a seat to somebody by a link, as the console does; the graphic facilitator is kept in mind."""
        link = call(self.base, f"/api/rooms/{self.code}/invite", {"seat": seat, "name": name}, self.token)
        phone = Phone(self.base, str(link["token"])).connect()
        guest = Player(name, phone, str(phone.me["participant"]))
        if seat == "graphic":
            self.graphic = guest
        return guest

    def everybody(self) -> list[Player]:
        """The facilitator, the people, and whoever draws."""
        return [self.facilitator, *self.people, *([self.graphic] if self.graphic else [])]

    def table_of(self, experience: str) -> list[Player]:
        """The people who sit where an experience is taken apart."""
        groups = {
            given["group"]
            for given in self.facilitator.phone.of("assignment").values()
            if given["experience"] == experience
        }
        return [player for player in self.people if self.group_of(player) in groups]

    def group_of(self, player: Player) -> str | None:
        """The table where a person sits, as the facilitator sees it."""
        group = self.facilitator.phone.of("participant").get(player.id, {}).get("group")
        return str(group) if group else None

    def settle(self) -> None:
        """Wait until the facilitator, who sees everything, holds what everybody was answered."""
        self.facilitator.phone.await_seq(max(player.acknowledged for player in self.everybody()))

    def phones(self) -> list[Phone]:
        """Every device that is connected."""
        return [player.phone for player in self.everybody() if not player.away] + [self.screen]

    def go(self) -> None:
        """Let everybody leave."""
        for phone in self.phones():
            phone.leave()


def token_of(link: str) -> str:
    """The token of a capability link: what stands behind its #."""
    return urlsplit(link).fragment.removeprefix("t=")
