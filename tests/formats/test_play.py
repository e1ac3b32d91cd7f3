"""Every shipped format is played to its end by six people, from its settings alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from server.core import journal
from server.core.records import Answer, Appraisal, Card, Proposal, Statement, Step
from server.demo.cast import Cast, Player
from server.demo.phone import Record, RefusedByServer, call, fetch
from server.demo.served import Served
from server.live.ids import new_id
from server.publish.archive import read_archive

SHIPPED = sorted(
    folder.parent for folder in (Path(__file__).parents[2] / "workshop_formats").glob("*/format.yaml")
)
NAMES = ("Ana", "Bo", "Chloé", "Dany", "Élie", "Fatou")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("play"), environ={"ROOM_PASSWORD": ""}) as running:
        yield running


class Table:
    """A room that is played by rote: each activity does what its settings offer, once."""

    def __init__(self, cast: Cast, format: Record) -> None:
        self.cast = cast
        self.format = format
        self.step: Record = {}

    def of(self, kind: str) -> list[Record]:
        """The records of a kind, in their order."""
        records = self.cast.facilitator.phone.of(kind).values()
        return sorted(records, key=lambda record: int(str(record.get("order", 0))))

    def setting(self, name: str) -> list[str]:
        return cast("list[str]", cast("dict[str, object]", self.step["settings"]).get(name, []))

    def kinds(self) -> list[str]:
        """The kinds of card that the step offers: its own, or all of the format's."""
        kinds = cast("list[Record]", self.format["kinds"])
        return self.setting("kinds") or [str(kind["id"]) for kind in kinds]

    def seated(self) -> list[tuple[Player, str, str | None]]:
        """One person of each table, with the table and what it takes apart."""
        taken = {given["group"]: given["experience"] for given in self.of("assignment")}
        found = {self.cast.group_of(player): player for player in self.cast.people}
        return [(player, str(group), cast("str | None", taken.get(group))) for group, player in found.items()]


def checkin(table: Table) -> None:
    for prompt in cast("list[Record]", table.setting("prompts")):
        if prompt["type"] == "who":
            continue
        choices = cast("list[Record]", prompt["choices"]) if prompt.get("choices") else []
        for player in table.cast.people:
            said: Record = {"value": [choices[0]["id"]]} if choices else {"text": "bien"}
            player.ask("answer.give", step=table.step["id"], prompt=prompt["id"], **said)


def briefing(table: Table) -> None:
    if table.setting("questions"):
        card = {"card": new_id(), "step": table.step["id"], "kind": table.kinds()[0], "text": "Pourquoi ?"}
        table.cast.people[0].ask("card.write", **card)


def nothing(table: Table) -> None:
    """A break asks nothing of anybody."""


def grouping(table: Table) -> None:
    table.cast.facilitator.ask("group.balance", count=3, by=table.setting("by") or ["role"])
    assert all(table.cast.group_of(player) for player in table.cast.people)


def grid(table: Table) -> None:
    mode = table.setting("mode")
    rows: list[str | None] = [str(row["id"]) for row in table.of("criterion")]
    domains = [str(domain["id"]) for domain in table.of("domain")]
    kinds = table.kinds()
    for player, group, experience in table.seated():
        for number, row in enumerate([None] if str(mode) in ("reading", "lessons") else rows):
            player.ask(
                "card.write",
                card=new_id(),
                step=table.step["id"],
                group=group,
                experience=experience,
                criterion=row,
                kind=kinds[number % len(kinds)],
                text=f"Note {group} sur {row or 'le dossier'}",
                domains=domains[:1] if str(mode) == "domains" else [],
            )
            scale = cast("list[Record]", table.format["scale"])
            if row is not None and scale and str(mode) == "criteria":
                level = {"group": group, "experience": experience, "criterion": row}
                player.ask("appraisal.set", **level, level=scale[0]["id"], reason="On le voit.")
        player.ask("group.ready", group=group, step=table.step["id"], ready=True)


def gallery(table: Table) -> None:
    for player, group, _ in table.seated():
        other = next(card for card in table.of("card") if card["group"] and card["group"] != group)
        comment = {
            "card": new_id(),
            "step": table.step["id"],
            "kind": table.kinds()[0],
            "text": "Chez nous aussi.",
        }
        player.ask("card.write", **comment, on=f"card/{other['id']}")


def synthesis(table: Table) -> None:
    for row in table.of("criterion"):
        cards = [card["id"] for card in table.of("card") if card["criterion"] == row["id"] and card["group"]]
        one, two = new_id(), new_id()
        for statement, sources in ((one, cards[:1]), (two, cards[1:])):
            line = {"statement": statement, "criterion": row["id"], "text": f"Énoncé {row['id']}"}
            table.cast.facilitator.ask("statement.write", **line, cards=sources)
        table.cast.facilitator.ask("statement.merge", **{"into": one, "from": two})


def projection(table: Table) -> None:
    lines = [line["id"] for line in table.of("statement") if not line["merged_into"]]
    for kind in cast("list[Record]", table.format["proposal_kinds"]):
        proposal = new_id()
        said = {"proposal": proposal, "kind": kind["id"], "text": f"Proposition {kind['id']}"}
        table.cast.people[0].ask("proposal.write", **said, statements=lines[:2])
        table.cast.people[1].ask(
            "commitment.make", commitment=new_id(), proposal=proposal, who="Nous", what="Commencer."
        )


def vote(table: Table) -> None:
    how = str(table.setting("how") or "points")
    kind = str(table.setting("on") or "statements").removesuffix("s")
    standing = [record["id"] for record in table.of(kind) if not record.get("merged_into")]
    assert standing
    for player in table.cast.people:
        axis = "#agreement" if how == "agreement" else ""
        player.ask("vote.cast", on=f"{kind}/{standing[0]}{axis}", weight=1)


PLAYED: dict[str, Callable[[Table], None]] = {
    "checkin": checkin,
    "briefing": briefing,
    "break": nothing,
    "grouping": grouping,
    "grid": grid,
    "gallery": gallery,
    "synthesis": synthesis,
    "projection": projection,
    "vote": vote,
}


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_format_is_played_to_its_end(served: Served, folder: Path) -> None:
    opened = call(served.url, "/api/rooms", {"format": folder.name, "title": "Jouée jusqu’au bout"})
    room = Cast(served.url, opened)
    for name in NAMES:
        room.join(name, "", "Ain")
    table = Table(room, room.facilitator.phone.of("format")["format"])
    for step in table.of("step"):
        table.step = step
        room.facilitator.ask("step.start", step=step["id"])
        PLAYED[str(step["activity"])](table)
        room.settle()
    room.facilitator.ask("step.finish")
    room.facilitator.ask("room.close")
    with pytest.raises(RefusedByServer, match=r"room\.closed"):
        room.people[0].phone.ask("card.write", card=new_id(), kind=table.kinds()[0], text="Trop tard")

    path = f"/api/rooms/{room.code}/publication"
    markdown = fetch(room.base, f"{path}.md", room.token).decode()
    page = fetch(room.base, f"{path}.html", room.token).decode()
    archive = read_archive(fetch(room.base, f"{path}.json", room.token))
    room.go()

    kept = journal.replay(room.code, archive.entries)
    assert {step.status for step in kept.all(Step)} == {"done"}
    assert kept.info.closed
    for kind in (Answer, Card, Statement):
        assert list(kept.all(kind))
    assert bool(list(kept.all(Appraisal))) == bool(table.format["scale"])
    assert bool(list(kept.all(Proposal))) == bool(table.format["proposal_kinds"])
    for form in (markdown, page):
        assert "Jouée jusqu’au bout" in form
        assert "Énoncé" in form
