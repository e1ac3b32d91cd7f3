"""A reading of a room: all that a reader may see of it, put in order, numbered and linked.

Every section of the publication takes what it shows from here, so that what a reader may not see
cannot get in by any of them. Only counts of people by their seat come from the room itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TypeVar

import msgspec

from server.core import lineage
from server.core.format import RoundPart
from server.core.records import (
    Answer,
    Appraisal,
    Assignment,
    Board,
    Card,
    Commitment,
    Criterion,
    Domain,
    Experience,
    File,
    FormatInfo,
    Group,
    Origin,
    Page,
    Participant,
    Proposal,
    Record,
    Statement,
    Step,
    Tally,
)
from server.core.room import Room, by_place
from server.core.sight import Viewer, policy
from server.core.text import Language, Text, alphabetical
from server.core.viewing import snapshot
from server.core.wording import WORDED
from server.publish.document import Mark
from server.publish.edited import left_out, reword, rewordings
from server.publish.nameless import Names
from server.publish.words import Words

R = TypeVar("R", bound=Record)

ALL = frozenset({"cards", "criteria", "experiences", "projection"})
"""What is shown in sections that links lead into."""

AWAY = 10**9
"""The place of what has no place in an order: after everything that has one."""


class Reading:
    """What a reader sees of a room in one language; `printed` is what the document's sections show.

    With `hidden`, a reader who is told no name: what is signed is as in an anonymous room.
    """

    def __init__(
        self, room: Room, language: Language, printed: Collection[str] = ALL, hidden: Names | None = None
    ) -> None:
        self.printed = printed
        self.nameless = hidden is not None
        self.words = Words(language)
        self.info = room.info
        self.format = room.need(FormatInfo, "format")
        self.policy = policy(room.info)
        if self.nameless:
            self.policy = msgspec.structs.replace(self.policy, anonymous=True)
        self._shown = snapshot(room, Viewer("reader"), self.policy)
        self._shown[Experience.KIND] = _apart(self.all(Experience))
        self.left_out = left_out(room)
        self._raw = {kind: dict(records) for kind, records in self._shown.items() if kind in WORDED}
        self._reword(room, language)
        if hidden is not None:
            self._hide(hidden)
        # A reader is not told who is a facilitator, yet a count of participants must leave them out.
        self.seats = {person.id: person.seat for person in room.all(Participant)}
        self._missed = {p.id for p in room.all(Participant) if p.expected and not room.owned.get(p.id)}
        self.cards_exist = bool(room.records["card"])

    def _reword(self, room: Room, language: Language) -> None:
        """Put the words of the edition in the place of the room's; what is not shown stays so."""
        for kind, id, passage in rewordings(room, language):
            record = self._shown.get(kind, {}).get(id)
            if record is not None:
                self._shown[kind] = {**self._shown[kind], id: reword(record, passage, language)}

    def _hide(self, names: Names) -> None:
        """Take the names of people out of all that is printed."""
        self.info, self.format = names.out_of(self.info), names.out_of(self.format)
        self._shown, self._raw = (
            {
                kind: {id: names.out_of(record) for id, record in records.items()}
                for kind, records in kinds.items()
            }
            for kinds in (self._shown, self._raw)
        )

    def own_words(self, record: Record) -> str | None:
        """Give what the room itself says where the edition says something else; None where it does not."""
        raw = self._raw.get(record.KIND, {}).get(record.id)
        text = getattr(raw, "text", None)
        return text if isinstance(text, str) and text != getattr(record, "text", None) else None

    def all(self, kind: type[R]) -> list[R]:
        """Give every record of a kind that a reader sees."""
        return [record for record in self._shown.get(kind.KIND, {}).values() if isinstance(record, kind)]

    def find(self, kind: type[R], id: str | None) -> R | None:
        """Give one record, or None where there is none that a reader sees."""
        record = self._shown.get(kind.KIND, {}).get(id) if id is not None else None
        return record if isinstance(record, kind) else None

    def said(self, text: Text) -> str:
        """Give a format's text in the language of the document."""
        return self.words.said(text)

    # --- what the format gave, in its order ---------------------------------------------------------

    @cached_property
    def steps(self) -> list[Step]:
        """The agenda, less what was taken off it."""
        return sorted((step for step in self.all(Step) if not step.off), key=by_place)

    @cached_property
    def origins(self) -> list[Origin]:
        """The days that were gathered into this room, in the order in which they came in."""
        return sorted(self.all(Origin), key=by_place)

    @cached_property
    def held(self) -> bool:
        """Whether a day was held in the room itself, or is to be: one that gathers others may have none."""
        return not self.origins or bool(self.people) or any(step.status != "todo" for step in self.steps)

    @cached_property
    def criteria(self) -> list[Criterion]:
        return sorted(self.all(Criterion), key=by_place)

    @cached_property
    def domains(self) -> list[Domain]:
        return sorted(self.all(Domain), key=by_place)

    @cached_property
    def experiences(self) -> list[Experience]:
        return sorted(self.all(Experience), key=by_place)

    @cached_property
    def sheets(self) -> list[Experience]:
        """The experiences that get a sheet of their own."""
        return [one for one in self.experiences if f"experience/{one.id}" not in self.left_out]

    @cached_property
    def groups(self) -> list[Group]:
        return sorted(self.all(Group), key=by_place)

    def page(self, id: str | None) -> Page | None:
        return self.find(Page, id)

    # --- people -------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> list[Participant]:
        """Those who took part, named as far as they agreed to; facilitators are not among them.

        Who was expected and did not come is not either, unless something of theirs was written, as off a sheet.
        """
        here = (person for person in self.all(Participant) if person.id not in self._missed)
        return [person for person in here if self.seats.get(person.id) == "participant"]

    def name_of(self, id: str | None) -> str:
        """Give how a person wanted to be named, or nothing."""
        person = self.find(Participant, id)
        if person is None:
            return ""
        return person.name or self.role_label(person.role)

    def role_label(self, id: str) -> str:
        """Give the label of a role in the network, or nothing where none was given."""
        for role in self.format.roles:
            if role.id == id:
                return self.said(role.label)
        return ""

    # --- cards --------------------------------------------------------------------------------------

    @cached_property
    def cards(self) -> list[Card]:
        """Every card that is shown, in the order of the annex: by experience, by criterion, by time."""
        shown = (card for card in self.all(Card) if lineage.lies(card))
        return sorted(shown, key=self._place)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each card, the same in the whole document."""
        return {card.id: number for number, card in enumerate(self.cards, start=1)}

    def _place(self, card: Card) -> tuple[int, int, int, int, str]:
        experience, criterion = self.find(Experience, card.experience), self.find(Criterion, card.criterion)
        group = self.find(Group, card.group)
        return (
            experience.order if experience else AWAY,
            criterion.order if criterion else AWAY,
            group.order if group else AWAY,
            card.at,
            card.id,
        )

    def marks(self, card: Card) -> list[Mark]:
        """Give the domains of a card, in the order of the format."""
        return [self.mark(domain) for domain in self.domains if domain.id in card.domains]

    def mark(self, domain: Domain) -> Mark:
        """Give a domain as it stands beside a card."""
        return Mark(order=domain.order, label=self.short(domain))

    def short(self, named: Criterion | Domain) -> str:
        """Give how a criterion or a domain is called where there is little room."""
        return self.said(named.short) or self.said(named.label)

    def kind_label(self, id: str) -> str:
        return next((self.said(kind.label) for kind in self.format.kinds if kind.id == id), id)

    def kind_symbol(self, id: str) -> str:
        return next((kind.symbol for kind in self.format.kinds if kind.id == id), "")

    @cached_property
    def used_in(self) -> dict[str, list[Statement]]:
        """The statements that each card is a source of."""
        used: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for source in statement.sources:
                if statement not in used.setdefault(source.card, []):
                    used[source.card].append(statement)
        return used

    @cached_property
    def unused(self) -> list[Card]:
        """Cards that are in no statement."""
        return [card for card in self.cards if card.id not in self.used_in]

    # --- synthesis and projection -------------------------------------------------------------------

    @cached_property
    def statements(self) -> list[Statement]:
        """Statements that stand, by criterion and in their order."""
        place = {criterion.id: criterion.order for criterion in self.criteria}
        standing = (one for one in self.all(Statement) if lineage.stands(one))
        return sorted(standing, key=lambda s: (place.get(s.criterion or "", AWAY), s.order, s.id))

    @cached_property
    def statement_numbers(self) -> dict[str, int]:
        return {statement.id: number for number, statement in enumerate(self.statements, start=1)}

    @cached_property
    def proposals_on(self) -> dict[str, list[Proposal]]:
        """The proposals that rest on a statement, or on one that it took in, by its id."""
        found: dict[str, list[Proposal]] = {}
        for proposal in self.proposals:
            for on in {one.id for id in proposal.statements if (one := self.stands_in(id)) is not None}:
                found.setdefault(on, []).append(proposal)
        return found

    def stands_in(self, id: str) -> Statement | None:
        """Give the statement in which one stands now, itself or what took it in; None where that was withdrawn."""
        return lineage.stands_in(self._shown, id)

    @cached_property
    def appraisals(self) -> list[Appraisal]:
        place = {group.id: group.order for group in self.groups}
        return sorted(self.all(Appraisal), key=lambda a: (place.get(a.group, AWAY), a.id))

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Proposals that stand, by kind in the order of the format, then by time."""
        place = {kind.id: order for order, kind in enumerate(self.format.proposal_kinds)}
        standing = (proposal for proposal in self.all(Proposal) if not proposal.withdrawn)
        return sorted(standing, key=lambda p: (place.get(p.kind, AWAY), p.at, p.id))

    @cached_property
    def proposal_numbers(self) -> dict[str, int]:
        return {proposal.id: number for number, proposal in enumerate(self.proposals, start=1)}

    @cached_property
    def commitments(self) -> list[Commitment]:
        """Commitments that stand, by proposal, then by date; those without a date last."""
        standing = (commitment for commitment in self.all(Commitment) if not commitment.withdrawn)
        number = self.proposal_numbers
        return sorted(standing, key=lambda c: (number.get(c.proposal or "", AWAY), c.by or "9", c.at, c.id))

    @cached_property
    def boards(self) -> list[Board]:
        """Boards that say in words what they show: whoever cannot see them is not to be left out."""
        return [board for board in self.hanging if board.alt.strip()]

    @cached_property
    def hanging(self) -> list[Board]:
        """All boards that were not taken down, in order."""
        out = self.left_out
        standing = (b for b in self.all(Board) if not b.withdrawn and f"board/{b.id}" not in out)
        return sorted(standing, key=lambda board: (board.order, board.at, board.id))

    def file(self, id: str) -> File | None:
        return self.find(File, id)

    def tally(self, on: str) -> Tally | None:
        return self.find(Tally, on)

    def answers(self, step: str, prompt: str) -> list[Answer]:
        """What people answered to a prompt, in the order in which they did."""
        given = (a for a in self.all(Answer) if (a.step, a.prompt) == (step, prompt))
        return sorted(given, key=lambda answer: (answer.at, answer.id))

    # --- who worked on what -------------------------------------------------------------------------

    @cached_property
    def rounds(self) -> list[RoundPart]:
        """The rounds that were begun, or written in: what was only planned took place nowhere."""
        known = [round.id for round in self.format.rounds]
        now = known.index(self.info.round) if self.info.round in known else 0
        written = {self.round_of(card) for card in self.cards} | {self.round_of(a) for a in self.appraisals}
        return [
            round for place, round in enumerate(self.format.rounds) if place <= now or round.id in written
        ]

    def groups_on(self, experience: str) -> list[tuple[Group, str]]:
        """Give the groups that took an experience, each with the round."""
        given = {(a.group, a.round) for a in self.all(Assignment) if a.experience == experience}
        return [
            (group, round.id)
            for round in self.rounds
            for group in self.groups
            if (group.id, round.id) in given
        ]

    def wrote_beside(self, experience: str) -> list[Group]:
        """Give the tables that wrote on an experience without having it: it was given to others since."""
        given = {group.id for group, _ in self.groups_on(experience)}
        on_it = {card.group for card in self.cards if card.experience == experience and card.on is None}
        on_it |= {one.group for one in self.appraisals if one.experience == experience}
        return [group for group in self.groups if group.id in on_it - given]

    @cached_property
    def _rounds_given(self) -> dict[tuple[str, str], str]:
        order = {round.id: place for place, round in enumerate(self.format.rounds)}
        given = sorted(self.all(Assignment), key=lambda a: (order.get(a.round, AWAY), a.id), reverse=True)
        return {(a.group, a.experience): a.round for a in given if a.experience is not None}

    def round_of(self, written: Card | Appraisal) -> str | None:
        """Give the round in which a table had the experience that it wrote about, or None."""
        if written.group is None or written.experience is None:
            return None
        return self._rounds_given.get((written.group, written.experience))

    def round_title(self, id: str) -> str:
        return next((self.said(round.title) for round in self.format.rounds if round.id == id), id)


def _apart(experiences: Iterable[Experience]) -> dict[str, Record]:
    """Give each experience a place of its own, by which its anchors are called: one that came back may share one."""
    found: dict[str, Record] = {}
    last = 0
    for one in sorted(experiences, key=by_place):
        last = max(last + 1, one.order)
        found[one.id] = msgspec.structs.replace(one, order=last)
    return found


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """Count values whatever their capitals, as the wall does: the most frequent first, then by the alphabet."""
    values = [value.strip() for value in values]
    first = {value.lower(): value for value in reversed(values)}
    found = Counter(value.lower() for value in values)
    return sorted(
        ((first[key], n) for key, n in found.items()), key=lambda item: (-item[1], alphabetical(item[0]))
    )
