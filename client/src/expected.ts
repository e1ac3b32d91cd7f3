/**
 * What the frequent ops are expected to change, so that a person sees at once what they did. A
 * guess, never a rule: the server's changes replace it, and an op that is not listed just waits.
 */

import { WRITTEN } from "./bases";
import type { Room } from "./room";
import type {
  Answer,
  Appraisal,
  Card,
  Change,
  Commitment,
  Me,
  Op,
  Proposal,
  Ready,
  Statement,
  Support,
  Vote,
} from "./wire.gen";

type Args = Op["args"];
type Expect = (args: Args, op: Op, room: Room, me: Me, now: number) => Change[];

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const orNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Patches a record with those arguments that were given, less the one that names it. */
function patchGiven(kind: string, name: string): Expect {
  return (args) => {
    const { [name]: id, ...fields } = args;
    const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
    return [["patch", kind, text(id), Object.fromEntries(given)]];
  };
}

function withdrawn(kind: string, gone: boolean): Expect {
  return (args) => [["patch", kind, text(args[kind]), { withdrawn: gone }]];
}

/** What leaves its place behind is emptied, as the server will say; everything else is gone. */
const recordErase: Expect = (args, _op, room) => {
  const [kind, id] = [text(args.kind), text(args.id)];
  const emptied = { text: "", alternatives: [], author: null, withdrawn: true };
  if (kind === "card" || kind === "proposal") return [["patch", kind, id, emptied]];
  if (kind === "commitment")
    return [["patch", kind, id, { who: "", what: "", by: "", author: null, withdrawn: true }]];
  if (kind === "appraisal") return [["patch", kind, id, { reason: "", alternatives: [], author: null }]];
  return room.peek(kind as "answer", id) ? [["drop", kind, id]] : [];
};

function sources(room: Room, cards: string[], how: Support) {
  return cards.map((card) => ({ card, text: room.peek("card", card)?.text ?? "", how }));
}

const cardWrite: Expect = (args, _op, _room, me, now) => {
  const card: Card = {
    id: text(args.card),
    rev: 0,
    step: orNull(args.step),
    group: orNull(args.group),
    experience: orNull(args.experience),
    criterion: orNull(args.criterion),
    kind: text(args.kind),
    text: text(args.text),
    domains: list(args.domains),
    on: orNull(args.on),
    author: me.participant,
    at: now,
    edited_at: null,
    withdrawn: false,
    hidden: null,
    alternatives: [],
    origin: null,
    sheet: orNull(args.sheet),
    answered: false,
  };
  return [["put", "card", card.id, card]];
};

const appraisalSet: Expect = (args, _op, room, me, now) => {
  const id = `${text(args.group)}:${text(args.experience)}:${text(args.criterion)}`;
  const before = room.peek("appraisal", id);
  const appraisal: Appraisal = {
    id,
    rev: before?.rev ?? 0,
    group: text(args.group),
    experience: orNull(args.experience),
    criterion: text(args.criterion),
    level: text(args.level),
    reason: orNull(args.reason) ?? before?.reason ?? "",
    alternatives: before?.alternatives ?? [],
    author: me.participant,
    at: now,
  };
  return [["put", "appraisal", id, appraisal]];
};

const statementWrite: Expect = (args, _op, room, me, now) => {
  const statement: Statement = {
    id: text(args.statement),
    rev: 0,
    criterion: orNull(args.criterion),
    text: text(args.text),
    stance: (orNull(args.stance) ?? "convergence") as Statement["stance"],
    sources: sources(room, list(args.cards), "supports"),
    merged: [],
    merged_into: null,
    order: 1_000_000,
    author: me.participant,
    at: now,
    withdrawn: false,
    alternatives: [],
    origin: null,
  };
  return [["put", "statement", statement.id, statement]];
};

const statementDraw: Expect = (args, _op, room) => {
  const statement = room.peek("statement", text(args.statement));
  if (!statement) return [];
  const drawn = list(args.cards);
  const kept = statement.sources.filter((source) => !drawn.includes(source.card));
  const how: Support = args.how === "contradicts" ? "contradicts" : "supports";
  return [["patch", "statement", statement.id, { sources: [...kept, ...sources(room, drawn, how)] }]];
};

const statementRelease: Expect = (args, _op, room) => {
  const statement = room.peek("statement", text(args.statement));
  if (!statement) return [];
  const freed = list(args.cards);
  const kept = statement.sources.filter((source) => !freed.includes(source.card));
  return [["patch", "statement", statement.id, { sources: kept }]];
};

const statementMerge: Expect = (args, _op, room) => {
  const into = room.peek("statement", text(args.into));
  if (!into) return [];
  const others = Array.isArray(args.from) ? list(args.from) : [text(args.from)];
  const joined = new Map<string, Statement["sources"][number]>();
  for (const id of [into.id, ...others]) {
    for (const source of room.peek("statement", id)?.sources ?? []) {
      const known = joined.get(source.card) ?? source;
      joined.set(source.card, source.how === "contradicts" ? { ...known, how: source.how } : known);
    }
  }
  const gone = others.map((id): Change => ["patch", "statement", id, { merged_into: into.id }]);
  return [
    ["patch", "statement", into.id, { sources: [...joined.values()], merged: [...into.merged, ...others] }],
    ...gone,
  ];
};

const statementType: Expect = (args, op) => [
  ["put", "stroke", op.id, { id: op.id, rev: 0, statement: text(args.statement), update: text(args.update) }],
];

const answerGive: Expect = (args, op, room, me, now) => {
  const step = text(args.step);
  const prompt = text(args.prompt);
  const before = room
    .all("answer")
    .find((one) => one.step === step && one.prompt === prompt && one.participant === me.participant);
  const answer: Answer = {
    id: before?.id ?? op.id,
    rev: before?.rev ?? 0,
    step,
    prompt,
    value: list(args.value),
    text: text(args.text),
    participant: me.participant,
    at: now,
    appraisal: false,
  };
  return [["put", "answer", answer.id, answer]];
};

const voteCast: Expect = (args, _op, room, me) => {
  const id = `${text(args.on)}:${me.participant}`;
  const weight = Number(args.weight);
  if (weight === 0) return [["drop", "vote", id]];
  const people = room.peek("participant", me.participant ?? "")?.speaks_for ?? 1;
  const vote: Vote = { id, rev: 0, on: text(args.on), weight, people, participant: me.participant };
  return [["put", "vote", id, vote]];
};

const groupReady: Expect = (args, _op, _room, _me, now) => {
  const id = `${text(args.step)}:${text(args.group)}`;
  if (args.ready === false) return [["drop", "ready", id]];
  const ready: Ready = { id, rev: 0, step: text(args.step), group: text(args.group), at: now };
  return [["put", "ready", id, ready]];
};

const proposalWrite: Expect = (args, _op, room, me, now) => {
  const proposal: Proposal = {
    id: text(args.proposal),
    rev: 0,
    kind: text(args.kind),
    text: text(args.text),
    statements: list(args.statements),
    group: room.peek("participant", me.participant ?? "")?.group ?? null,
    author: me.participant,
    at: now,
    withdrawn: false,
    alternatives: [],
  };
  return [["put", "proposal", proposal.id, proposal]];
};

const commitmentMake: Expect = (args, _op, _room, me, now) => {
  const commitment: Commitment = {
    id: text(args.commitment),
    rev: 0,
    proposal: orNull(args.proposal),
    who: text(args.who),
    what: text(args.what),
    by: text(args.by),
    author: me.participant,
    at: now,
    withdrawn: false,
  };
  return [["put", "commitment", commitment.id, commitment]];
};

const textSettle: Expect = (args) => {
  const kind = text(args.kind);
  return [["patch", kind, text(args.id), { [WRITTEN[kind] ?? "text"]: text(args.text), alternatives: [] }]];
};

const handRaise: Expect = (args, _op, _room, me, now) => {
  const id = orNull(args.participant) ?? me.participant;
  if (id === null) return [];
  return args.raised ? [["put", "hand", id, { id, rev: 0, at: now }]] : [["drop", "hand", id]];
};

const scribeHand: Expect = (args, _op, room) => {
  const person = room.peek("participant", text(args.participant));
  if (!person) return [];
  const others = room.all("participant").filter((one) => one.scribe && one.group === person.group);
  const down = others.map(
    (one): Change => ["patch", "participant", one.id, { scribe: false, speaks_for: 1 }],
  );
  return [...down, ["patch", "participant", person.id, { scribe: true }]];
};

const cardShare: Expect = (args, _op, room, me) => {
  const on = `card/${text(args.card)}`;
  const id = `${on}:${me.participant}`;
  if (args.on === false) return [["drop", "vote", id]];
  const people = room.peek("participant", me.participant ?? "")?.speaks_for ?? 1;
  const vote: Vote = { id, rev: 0, on, weight: 1, people, participant: me.participant };
  return [["put", "vote", id, vote]];
};

/** An empty text takes a value away, as where a sheet belongs to no table. */
const sheetEdit: Expect = (args) => {
  const { sheet, ...fields } = args;
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const emptied = given.map(([field, value]) => [field, value === "" ? null : value]);
  return [["patch", "sheet", text(sheet), Object.fromEntries(emptied)]];
};

function sheetDone(done: boolean): Expect {
  return (args) => [["patch", "sheet", text(args.sheet), { done }]];
}

const EXPECTED: { [name: string]: Expect } = {
  "card.write": cardWrite,
  "card.edit": patchGiven("card", "card"),
  "card.share": cardShare,
  "record.erase": recordErase,
  "card.withdraw": withdrawn("card", true),
  "card.restore": withdrawn("card", false),
  "sheet.edit": sheetEdit,
  "sheet.finish": sheetDone(true),
  "sheet.reopen": sheetDone(false),
  "sheet.withdraw": withdrawn("sheet", true),
  "sheet.restore": withdrawn("sheet", false),
  "appraisal.set": appraisalSet,
  "statement.write": statementWrite,
  "statement.edit": patchGiven("statement", "statement"),
  "statement.type": statementType,
  "statement.draw": statementDraw,
  "statement.release": statementRelease,
  "statement.merge": statementMerge,
  "statement.withdraw": withdrawn("statement", true),
  "statement.restore": withdrawn("statement", false),
  "answer.give": answerGive,
  "vote.cast": voteCast,
  "group.ready": groupReady,
  "proposal.write": proposalWrite,
  "proposal.edit": patchGiven("proposal", "proposal"),
  "proposal.withdraw": withdrawn("proposal", true),
  "proposal.restore": withdrawn("proposal", false),
  "commitment.make": commitmentMake,
  "commitment.edit": patchGiven("commitment", "commitment"),
  "commitment.withdraw": withdrawn("commitment", true),
  "participant.edit": patchGiven("participant", "participant"),
  "text.settle": textSettle,
  "hand.raise": handRaise,
  "scribe.hand": scribeHand,
  "board.edit": patchGiven("board", "board"),
  "board.withdraw": withdrawn("board", true),
  "board.restore": withdrawn("board", false),
};

/** Gives the changes that an op is expected to make; none where its effect is not worth a guess. */
export function expected(op: Op, room: Room, me: Me, now: number): Change[] {
  return EXPECTED[op.name]?.(op.args, op, room, me, now) ?? [];
}
