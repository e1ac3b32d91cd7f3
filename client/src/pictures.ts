/**
 * Pictures of sheets and of boards that the room does not have yet. They wait on the device like what is typed:
 * through a lost network, a reload or a closed page, until the room has them or says why not.
 */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { RefusedCall } from "./api";
import type { Settled } from "./delivery";
import { newId } from "./ids";
import { type Keep, openKeep } from "./kept";
import { PASSING } from "./line";
import { shrunk } from "./shrink";
import { post } from "./uploads";
import type { Visit } from "./visit";
import type { Ops, Refusal } from "./wire.gen";

/** What a sheet's code says of it: everything of the op but its id and its file. */
export type Place = Omit<Ops["sheet.add"], "sheet" | "file">;

/** What a board is taken for: the step that ran as it was photographed. */
export interface Hanging {
  board: true;
  step: string | null;
}

/** A picture on its way. It is kept as bytes: some browsers lose a file that they keep for long. */
export interface KeptPicture {
  /** The id of the sheet or of the board that it becomes; the same however often it is sent. */
  sheet: string;
  name: string;
  type: string;
  bytes: ArrayBuffer;
  place: Place | Hanging;
  /** The file's id once it is up. */
  file: string | null;
  refused: Refusal | null;
}

/** A picture of a sheet, and not of a board. */
export type SheetPicture = KeptPicture & { place: Place };

const isSheet = (picture: KeptPicture): picture is SheetPicture => !("board" in picture.place);

/** Refusals of the way there, which pass by themselves. */
const ON_THE_WAY = new Set([...PASSING, "network.gone", "server.fault"]);
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/** Of each person in a room, the pictures of the page that is open now. */
const latest = new Map<string, Pictures>();

export class Pictures {
  /** Everything that has not arrived, oldest first. */
  readonly waiting = signal<readonly KeptPicture[]>([]);
  readonly sheets = computed(() => this.waiting.value.filter(isSheet));
  readonly boards = computed(() => this.waiting.value.filter((one) => !isSheet(one)));
  /** The picture that is being sent. */
  readonly going = signal<string | null>(null);
  /** How much of it has gone, from 0 to 1. */
  readonly part = signal(0);
  /** False where the page must stay open until the pictures have gone. */
  readonly durable = signal(true);
  /** True until what was kept before is read. */
  readonly opening = signal(true);

  /** What is taken before the disk has answered waits for it. */
  private keep: Promise<Keep<KeptPicture>> = openKeep("pictures");
  private pause = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private visit: Visit,
    private who: string,
  ) {
    latest.set(this.key(""), this);
    void this.open();
  }

  /** Takes a picture in and sends it as soon as that is possible; rejects where the device cannot read it. */
  async take(file: File, place: Place | Hanging): Promise<string> {
    // The server keeps a drawing without loss, where it comes as one.
    const drawn = "board" in place && file.type === "image/png";
    const small = drawn ? file : await shrunk(file);
    const picture: KeptPicture = {
      sheet: newId(),
      name: file.name,
      type: small.type,
      bytes: await small.arrayBuffer(),
      place,
      file: null,
      refused: null,
    };
    // Where one has turned to another page of the room meanwhile, that one sends it: this one has no line.
    await (latest.get(this.key("")) ?? this).add(picture);
    return picture.sheet;
  }

  private async add(picture: KeptPicture): Promise<void> {
    this.waiting.value = [...this.waiting.value, picture];
    await this.store(picture);
    void this.pump();
  }

  /** Sends a refused picture again, to another place where one is given. */
  again(sheet: string, place?: Place): void {
    this.change(sheet, { refused: null, ...(place ? { place } : {}) });
    void this.pump();
  }

  /** Forgets a picture that is not to be sent. */
  forget(sheet: string): void {
    this.waiting.value = this.waiting.value.filter((one) => one.sheet !== sheet);
    void this.keep.then((keep) => keep.remove(this.key(sheet)));
  }

  /** Sends what can be sent now, one picture after the other. */
  async pump(): Promise<void> {
    if (this.going.peek() !== null || this.timer !== undefined || this.visit.line.status.peek().is !== "live")
      return;
    const next = this.waiting.peek().find((one) => one.refused === null);
    if (!next) return;
    this.going.value = next.sheet;
    this.part.value = 0;
    const refusal = await this.send(next);
    this.going.value = null;
    if (refusal && ON_THE_WAY.has(refusal.refused)) return this.hold();
    this.pause = 0;
    if (refusal) this.change(next.sheet, { refused: refusal });
    else this.forget(next.sheet);
    void this.pump();
  }

  private async send(picture: KeptPicture): Promise<Refusal | null> {
    try {
      const file = picture.file ?? (await this.upload(picture));
      const settled = await this.become(picture, file);
      // It was there already: an earlier try, whose answer was lost, has brought it.
      return "ok" in settled || settled.refused === "record.exists" ? null : settled;
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      return { refused: error.code, facts: error.facts };
    }
  }

  private become({ sheet, place }: KeptPicture, file: string): Promise<Settled> {
    if ("board" in place) return this.visit.do("board.add", { board: sheet, file, step: place.step });
    return this.visit.do("sheet.add", { ...place, sheet, file });
  }

  private async upload(picture: KeptPicture): Promise<string> {
    const body = new File([picture.bytes], picture.name, { type: picture.type });
    const { code, pass } = this.visit;
    const use = isSheet(picture) ? "sheet" : "";
    const { file } = await post(code, pass.token, body, (part) => (this.part.value = part), use);
    this.change(picture.sheet, { file });
    return file;
  }

  private hold(): void {
    this.pause = Math.min(LONGEST_PAUSE, this.pause ? this.pause * 2 : FIRST_PAUSE);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.pump();
    }, this.pause);
  }

  private async open(): Promise<void> {
    const keep = await this.keep;
    this.durable.value = keep.durable;
    const prefix = this.key("");
    const kept = (await keep.entries()).filter(([key]) => key.startsWith(prefix));
    // One taken meanwhile may lie on the disk already.
    const here = new Set(this.waiting.peek().map((one) => one.sheet));
    const before = kept.map(([, picture]) => picture).filter((one) => !here.has(one.sheet));
    this.waiting.value = [...before, ...this.waiting.peek()];
    this.opening.value = false;
    effect(() => {
      if (this.visit.line.status.value.is === "live") void this.pump();
    });
  }

  private change(sheet: string, fields: Partial<KeptPicture>): void {
    this.waiting.value = this.waiting.value.map((one) => (one.sheet === sheet ? { ...one, ...fields } : one));
    const changed = this.waiting.peek().find((one) => one.sheet === sheet);
    if (changed) void this.store(changed);
  }

  private async store(picture: KeptPicture): Promise<void> {
    try {
      await (await this.keep).set(this.key(picture.sheet), picture);
    } catch {
      this.durable.value = false;
    }
  }

  private key(sheet: string): string {
    return `${this.visit.code}/${this.who}/${sheet}`;
  }
}

const boxes = new WeakMap<Visit, ReadonlySignal<Pictures | null>>();

/** Gives the pictures of a visit; null until it is known who visits. */
export function picturesOf(visit: Visit): Pictures | null {
  let box = boxes.get(visit);
  if (!box) {
    const who = computed(() => visit.line.me.value?.participant ?? visit.pass.who ?? null);
    let made: Pictures | null = null;
    box = computed(() => {
      if (!made && who.value) made = new Pictures(visit, who.value);
      return made;
    });
    boxes.set(visit, box);
  }
  return box.value;
}
