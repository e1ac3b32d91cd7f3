/* generated from server/web/schema.py; not to be edited by hand */

export type Language = "fr" | "en";
export type Seat = "facilitator" | "graphic" | "participant" | "screen" | "reader";
export type Stance = "convergence" | "dissent" | "question" | "vigilance";
export type Support = "supports" | "contradicts";
export type StepStatus = "todo" | "running" | "paused" | "done";
export type Reveal = "always" | "step" | "never";
export type Naming = "name" | "role" | "none";
export type ActivityName =
  | "briefing"
  | "grouping"
  | "grid"
  | "gallery"
  | "synthesis"
  | "projection"
  | "vote"
  | "checkin"
  | "break";

export interface Text {
  fr: string;
  en: string;
}

export interface RoleChoice {
  id: string;
  label: Text;
}

export interface CardKind {
  id: string;
  label: Text;
  help: Text;
  symbol: string;
}

export interface Level {
  id: string;
  label: Text;
  symbol: string;
  weight: number | null;
}

export interface RoundPart {
  id: string;
  title: Text;
}

export interface ProposalKind {
  id: string;
  label: Text;
  question: Text;
}

export interface SectionPart {
  id: string;
  title: Text;
  shows: string;
  text: Text;
}

export interface PublicationPart {
  subtitle: Text;
  sections: SectionPart[];
}

export interface RoomInfo {
  id: string;
  rev: number;
  code: string;
  title: string;
  date: string;
  place: string;
  language: Language;
  opened_at: number;
  closed: boolean;
  step: string | null;
  round: string;
  anonymous: boolean;
  reveal: Reveal;
  revealed: boolean;
  synthesis_open: boolean;
  notice: Text | null;
}

export interface ScreenInfo {
  id: string;
  rev: number;
  view: string;
  ref: string | null;
}

export interface FormatInfo {
  id: string;
  rev: number;
  name: string;
  version: number;
  title: Text;
  summary: Text;
  credits: Text;
  license: string;
  roles: RoleChoice[];
  territories: string[];
  table_roles: RoleChoice[];
  kinds: CardKind[];
  scale: Level[];
  rounds: RoundPart[];
  proposal_kinds: ProposalKind[];
  publication: PublicationPart;
}

export interface Page {
  id: string;
  rev: number;
  title: Text;
  markdown: Text;
  html: Text;
}

export interface Step {
  id: string;
  rev: number;
  order: number;
  title: Text;
  activity: ActivityName;
  minutes: number;
  instructions: Text;
  settings: { [key: string]: unknown };
  status: StepStatus;
  started_at: number | null;
  ends_at: number | null;
  left: number | null;
  off: boolean;
}

export interface Criterion {
  id: string;
  rev: number;
  order: number;
  label: Text;
  short: Text;
  questions: Text[];
  family: Text;
}

export interface Domain {
  id: string;
  rev: number;
  order: number;
  label: Text;
  short: Text;
  example: Text;
}

export interface Experience {
  id: string;
  rev: number;
  order: number;
  title: Text;
  territory: string;
  summary: Text;
  page: string | null;
  complete: boolean;
}

export interface Participant {
  id: string;
  rev: number;
  name: string;
  seat: Seat;
  role: string;
  territory: string;
  language: Language;
  group: string | null;
  carries: string | null;
  scribe: boolean;
  device: boolean;
  naming: Naming;
  joined_at: number;
  left: boolean;
}

export interface Group {
  id: string;
  rev: number;
  order: number;
  name: string;
}

export interface Assignment {
  id: string;
  rev: number;
  group: string;
  round: string;
  experience: string | null;
}

export interface Alternative {
  text: string;
  by: string | null;
}

export interface Card {
  id: string;
  rev: number;
  step: string | null;
  group: string | null;
  experience: string | null;
  criterion: string | null;
  kind: string;
  text: string;
  domains: string[];
  on: string | null;
  author: string | null;
  at: number;
  edited_at: number | null;
  withdrawn: boolean;
  hidden: string | null;
  alternatives: Alternative[];
}

export interface Appraisal {
  id: string;
  rev: number;
  group: string;
  experience: string | null;
  criterion: string;
  level: string;
  reason: string;
  alternatives: Alternative[];
  author: string | null;
  at: number;
}

export interface Ready {
  id: string;
  rev: number;
  step: string;
  group: string;
  at: number;
}

export interface Answer {
  id: string;
  rev: number;
  step: string;
  prompt: string;
  value: string[];
  text: string;
  participant: string | null;
  at: number;
}

export interface Source {
  card: string;
  text: string;
  how: Support;
}

export interface Statement {
  id: string;
  rev: number;
  criterion: string | null;
  text: string;
  stance: Stance;
  sources: Source[];
  merged: string[];
  merged_into: string | null;
  order: number;
  author: string | null;
  at: number;
  withdrawn: boolean;
  alternatives: Alternative[];
}

export interface Proposal {
  id: string;
  rev: number;
  kind: string;
  text: string;
  statements: string[];
  group: string | null;
  author: string | null;
  at: number;
  withdrawn: boolean;
  alternatives: Alternative[];
}

export interface Commitment {
  id: string;
  rev: number;
  proposal: string | null;
  who: string;
  what: string;
  by: string;
  author: string | null;
  at: number;
  withdrawn: boolean;
}

export interface Vote {
  id: string;
  rev: number;
  on: string;
  weight: number;
  participant: string | null;
}

export interface Tally {
  id: string;
  rev: number;
  count: number;
  total: number;
  spread: { [key: string]: number };
}

export interface Message {
  id: string;
  rev: number;
  to: string;
  text: string;
  author: string | null;
  at: number;
}

export interface File {
  id: string;
  rev: number;
  name: string;
  type: string;
  size: number;
  width: number;
  height: number;
  author: string | null;
}

export interface Board {
  id: string;
  rev: number;
  file: string;
  caption: string;
  alt: string;
  step: string | null;
  order: number;
  author: string | null;
  at: number;
  withdrawn: boolean;
}

/** Every kind of record by its name on the wire. */
export interface Records {
  room: RoomInfo;
  screen: ScreenInfo;
  format: FormatInfo;
  page: Page;
  step: Step;
  criterion: Criterion;
  domain: Domain;
  experience: Experience;
  participant: Participant;
  group: Group;
  assignment: Assignment;
  card: Card;
  appraisal: Appraisal;
  ready: Ready;
  answer: Answer;
  statement: Statement;
  proposal: Proposal;
  commitment: Commitment;
  vote: Vote;
  tally: Tally;
  message: Message;
  file: File;
  board: Board;
}

export type Change =
  | ["put", string, string, object]
  | ["patch", string, string, { [key: string]: unknown }]
  | ["drop", string, string];

export interface FrameOp {
  id: string;
  by: string | null;
  at: number;
  changes: Change[];
}

export interface Frame {
  prev: number;
  seq: number;
  ops: FrameOp[];
}

export interface Me {
  participant: string | null;
  seat: Seat;
  code: string;
}

export interface EnterReply {
  seq: number;
  me: Me;
  now: number;
  snapshot?: { [kind: string]: { [id: string]: object } };
  packed?: ArrayBuffer;
  changes?: Change[];
  frames?: Frame[];
  here?: { [participant: string]: number };
}

export interface Refusal {
  refused: string;
  facts?: { [key: string]: string | number | null };
}

export interface Op {
  id: string;
  name: string;
  args: { [key: string]: unknown };
  base?: number;
}

export interface Wait {
  wait: string;
}

export type OpReply = { ok: number } | Refusal | Wait;

export interface Here {
  here?: { [participant: string]: number };
  writing?: { [participant: string]: string | null };
}

export interface OpenRoom {
  format: string;
  title: string;
  language?: Language;
  date?: string;
  place?: string;
  name?: string;
  password?: string;
  demonstration?: boolean;
}

export interface Links {
  console: string;
  screen: string;
  join: string;
  reader: string;
}

export interface RoomOpened {
  code: string;
  token: string;
  participant: string;
  links: Links;
}

export interface JoinRoom {
  name: string;
  role?: string;
  territory?: string;
  language?: Language;
}

export interface Joined {
  token: string;
  participant: string;
}

export interface DeviceAdded {
  token: string;
  link: string;
}

export interface Choice {
  id: string;
  label: Text;
}

export interface RoomCard {
  code: string;
  title: string;
  date: string;
  place: string;
  language: Language;
  closed: boolean;
  anonymous: boolean;
  roles: Choice[];
  territories: string[];
  notice: Text | null;
}

export interface FormatCard {
  name: string;
  title: Text;
  summary: Text;
  people: number;
  minutes: number;
  steps: number;
  experiences: number;
  criteria: number;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  facts: { [key: string]: string | number | null };
}

export interface FileAdded {
  file: string;
}
