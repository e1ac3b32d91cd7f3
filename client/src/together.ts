/**
 * A text that several people write at once: this device's document, the strokes of the others taken
 * in as they come, and its own sent a few times a second. It knows no socket; Yjs loads with it, and
 * it loads only where somebody writes.
 */

import * as Y from "yjs";
import { spliced } from "./splice";

/** A piece of the document as the room holds it. */
export interface Piece {
  id: string;
  /** Zero while the server has not taken it. */
  rev: number;
  update: string;
}

/** How a text changed: at a place, some characters went and others came. */
export interface Splice {
  at: number;
  gone: number;
  came: string;
}

/** Asks the room to take an update; gives the code of its refusal, or nothing where it was taken. */
type Send = (update: string) => Promise<string | null>;

/** What was typed in the field stands there already; what was written for it has to be shown. */
const MINE = "mine";
const FOR_ME = "for me";
/** Where in its document the text stands; the server's `documents.py` says the same. */
const NAME = "text";
/** Strokes go together that come within this time, in milliseconds; a long text is told a little later. */
const SOON = 250;
const LATER_BY_LENGTH = 1 / 20;

export class Together {
  private document = new Y.Doc();
  private text = this.document.getText(NAME);
  private undoing = new Y.UndoManager(this.text, {
    trackedOrigins: new Set([MINE, FOR_ME]),
    captureTimeout: 800,
  });
  private known = new Set<string>();
  private typed: Uint8Array[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Called when the others, or an undo, changed the text here. */
  onChange: (splices: Splice[]) => void = () => {};
  /** Called with the code where what was typed was refused; it is kept and sent again with what follows. */
  onRefused: (code: string) => void = () => {};

  constructor(
    private send: Send,
    /** The most characters; a longer text waits here until it is shortened. */
    private limit: number,
  ) {
    this.text.observe((event, transaction) => {
      if (transaction.origin === MINE) return;
      this.onChange(splicesOf(event.delta));
    });
    this.document.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== MINE && origin !== FOR_ME && origin !== this.undoing) return;
      this.typed.push(update);
      this.soon();
    });
  }

  /** What the text says here. */
  get said(): string {
    return this.text.toString();
  }

  /** Whether anything was typed here that can be taken back. */
  get mine(): boolean {
    return this.undoing.canUndo();
  }

  /** Takes in strokes that were not heard yet; one that cannot be read is passed over, the others count. */
  hear(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      // Ours comes back once it is taken; it may by then hold the others' strokes too, made one with it.
      const name = `${piece.id}/${piece.rev}`;
      if (this.known.has(name)) continue;
      this.known.add(name);
      try {
        Y.applyUpdate(this.document, fromBase64(piece.update), "others");
      } catch (error) {
        console.warn("stroke.unread", piece.id, error);
      }
    }
  }

  /** Sends again what stands here and not in the strokes that the room has: its log is of before it. */
  sendAgain(pieces: readonly Piece[]): void {
    const theirs = new Together(async () => null, Number.MAX_SAFE_INTEGER);
    theirs.hear(pieces);
    this.typed = [Y.encodeStateAsUpdate(this.document, Y.encodeStateVector(theirs.document))];
    theirs.close();
    this.soon();
  }

  /** Says that the text reads so now, the caret standing at `caret`. */
  type(now: string, caret: number): void {
    const splice = spliced(this.said, now, caret);
    if (splice) this.splice(splice);
  }

  /** Makes the text read so, and shows it: a text that is taken up whole, not typed. */
  rewrite(now: string): void {
    const splice = spliced(this.said, now, now.length);
    if (splice) this.splice(splice, FOR_ME);
  }

  /** Changes the text at one place. */
  splice(splice: Splice, by = MINE): void {
    this.document.transact(() => {
      if (splice.gone) this.text.delete(splice.at, splice.gone);
      if (splice.came) this.text.insert(splice.at, splice.came);
    }, by);
  }

  /** Takes back what this person typed last, or brings it back; what others wrote stays. */
  undo(): void {
    this.undoing.undo();
  }

  redo(): void {
    this.undoing.redo();
  }

  /** Takes back all that this person typed since they began. */
  undoAll(): void {
    while (this.undoing.canUndo()) this.undoing.undo();
  }

  /** Sends what was typed at once: the page is about to go, or the writing is done. Gives the code of a refusal. */
  async flush(): Promise<string | null> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.typed.length === 0 || this.said.length > this.limit) return null;
    const update = Y.mergeUpdates(this.typed);
    this.typed = [];
    const code = await this.send(toBase64(update));
    if (code !== null) this.again(update, code);
    return code;
  }

  /** Stops showing what is written; what was typed is sent first, and may still be taken back. */
  leave(): void {
    void this.flush();
    this.onChange = () => {};
  }

  /** Takes back what was typed here, also once one has left; what others wrote meanwhile and since stays. */
  takeBack(pieces: readonly Piece[]): Promise<string | null> {
    this.hear(pieces);
    this.undoAll();
    return this.flush();
  }

  /** Stops hearing and typing for good. */
  close(): void {
    void this.flush();
    this.undoing.destroy();
    this.document.destroy();
  }

  private again(update: Uint8Array, code: string): void {
    this.typed.unshift(update);
    this.onRefused(code);
  }

  private soon(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => void this.flush(), SOON + this.said.length * LATER_BY_LENGTH);
  }
}

/** Gives the text that strokes make together, for who only reads. */
export function read(pieces: readonly Piece[]): string {
  const together = new Together(async () => null, Number.MAX_SAFE_INTEGER);
  together.hear(pieces);
  const { said } = together;
  together.close();
  return said;
}

function splicesOf(delta: Y.YTextEvent["delta"]): Splice[] {
  const splices: Splice[] = [];
  let at = 0;
  for (const part of delta) {
    if (part.retain) at += part.retain;
    if (part.delete) splices.push({ at, gone: part.delete, came: "" });
    if (typeof part.insert === "string") {
      splices.push({ at, gone: 0, came: part.insert });
      at += part.insert.length;
    }
  }
  return splices;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
