"""The grid of a day, before it and while it goes on: its prerequisites, and the domains of impact."""

from server.core.asking import LIMITS, Args, Asked, On, Rule, fresh, refuse_unless, said
from server.core.records import Appraisal, Card, Criterion, Domain, FormatInfo, Sheet, Statement
from server.core.refusals import Refused
from server.core.room import Change, Room, drop, patch, put
from server.core.text import Text

MOST_CRITERIA = 12
MOST_DOMAINS = 12


class AddCriterion(Args, frozen=True, kw_only=True):
    """It comes last, so that the numbers on sheets that are printed stay those of the screens."""

    criterion: str
    label: Text
    short: Text = Text(fr="")
    questions: list[Text] = []


class EditCriterion(Args, frozen=True, kw_only=True):
    criterion: str
    label: Text | None = None
    short: Text | None = None
    questions: list[Text] | None = None


class OneCriterion(Args, frozen=True, kw_only=True):
    criterion: str


class EditDomain(Args, frozen=True, kw_only=True):
    """Change a domain, or add it where the room has none of this id."""

    domain: str
    label: Text
    short: Text = Text(fr="")
    example: Text = Text(fr="")


class OneDomain(Args, frozen=True, kw_only=True):
    domain: str


class TakeDomains(Args, frozen=True, kw_only=True):
    """Take a preset's domains in place of the room's."""

    preset: str


def add_criterion(room: Room, args: AddCriterion, asked: Asked) -> list[Change]:
    refuse_unless(len(room.records["criterion"]) < MOST_CRITERIA, "room.full", limit=MOST_CRITERIA)
    label = said(args.label, "title")
    short = said(args.short, "word", may_be_empty=True)
    return [
        put(
            Criterion(
                id=fresh(room, Criterion, args.criterion),
                order=room.next_order(Criterion),
                label=label,
                short=short if short.fr else Text(fr=_short(label.fr), en=_short(label.en)),
                questions=_questions(args.questions),
            )
        )
    ]


def edit_criterion(room: Room, args: EditCriterion, asked: Asked) -> list[Change]:
    criterion = room.need(Criterion, args.criterion)
    fields: dict[str, object] = {}
    if args.label is not None:
        fields["label"] = said(args.label, "title")
    if args.short is not None:
        fields["short"] = said(args.short, "word")
    if args.questions is not None:
        fields["questions"] = _questions(args.questions)
    return [patch(criterion, **fields)] if fields else []


def remove_criterion(room: Room, args: OneCriterion, asked: Asked) -> list[Change]:
    """Take away a row of the grid under which nobody wrote anything."""
    criterion = room.need(Criterion, args.criterion)
    written: list[Card | Appraisal | Statement | Sheet] = [
        *room.all(Card),
        *room.all(Appraisal),
        *room.all(Statement),
        *room.all(Sheet),
    ]
    refuse_unless(not any(one.criterion == criterion.id for one in written), "criterion.used")
    return [drop(criterion)]


def edit_domain(room: Room, args: EditDomain, asked: Asked) -> list[Change]:
    label = said(args.label, "title")
    short = said(args.short, "word", may_be_empty=True)
    example = said(args.example, "reason", may_be_empty=True)
    known = room.find(Domain, args.domain)
    if known is not None:
        return [patch(known, label=label, short=short, example=example)]
    refuse_unless(len(room.records["domain"]) < MOST_DOMAINS, "room.full", limit=MOST_DOMAINS)
    order = room.next_order(Domain)
    made = fresh(room, Domain, args.domain)
    return [put(Domain(id=made, order=order, label=label, short=short, example=example))]


def remove_domain(room: Room, args: OneDomain, asked: Asked) -> list[Change]:
    domain = room.need(Domain, args.domain)
    refuse_unless(not any(domain.id in card.domains for card in room.all(Card)), "domain.used")
    return [drop(domain)]


def take_domains(room: Room, args: TakeDomains, asked: Asked) -> list[Change]:
    presets = {preset.id: preset for preset in room.need(FormatInfo, "format").domain_presets}
    if args.preset not in presets:
        raise Refused("record.unknown", kind="preset", id=args.preset)
    refuse_unless(not any(card.domains for card in room.all(Card)), "domain.used")
    gone: list[Change] = [drop(domain) for domain in room.all(Domain)]
    return gone + [
        put(Domain(id=part.id, order=order, label=part.label, short=part.short, example=part.example))
        for order, part in enumerate(presets[args.preset].domains, start=1)
    ]


def _questions(questions: list[Text]) -> list[Text]:
    refuse_unless(len(questions) <= 20, "op.malformed", why="questions")
    return [said(question, "line") for question in questions]


def _short(label: str) -> str:
    """Give a name that fits where there is little room."""
    most = LIMITS["word"]
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


OPS: dict[str, Rule] = {
    "criterion.add": On(AddCriterion, add_criterion),
    "criterion.edit": On(EditCriterion, edit_criterion),
    "criterion.remove": On(OneCriterion, remove_criterion),
    "domain.edit": On(EditDomain, edit_domain),
    "domain.remove": On(OneDomain, remove_domain),
    "domain.take": On(TakeDomains, take_domains),
}
