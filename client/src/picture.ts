/**
 * The pictures that the page draws. A slow phone has no time to take in what came, and to draw it, and to
 * draw another thing, all for one picture: each such piece of work has a picture of its own.
 */

import { batch } from "@preact/signals";

/** How long a page that draws nothing, as one in the background, lets such work wait, in milliseconds. */
const AT_LATEST = 100;

/** How many small things, as one card that changes, a picture has time for. */
const HANDFUL = 6;

const works: (() => void)[] = [];
let callOff: (() => void) | null = null;

/**
 * Does something before a picture that nothing else is done for, in the order of asking; soon where none is
 * drawn, and at once where there is no page. Gives what calls it off, for who leaves before it is done.
 */
export function beforePicture(act: () => void): () => void {
  if (typeof requestAnimationFrame === "undefined") {
    act();
    return () => {};
  }
  const one = () => act();
  works.push(one);
  callOff ??= askForPicture();
  return () => {
    const at = works.indexOf(one);
    if (at >= 0) works.splice(at, 1);
    if (works.length === 0) done();
  };
}

function askForPicture(): () => void {
  const picture = requestAnimationFrame(() => work(1));
  const late = setTimeout(() => work(works.length), AT_LATEST);
  return () => {
    cancelAnimationFrame(picture);
    clearTimeout(late);
  };
}

function done(): void {
  callOff?.();
  callOff = null;
}

function work(count: number): void {
  done();
  const now = works.splice(0, count);
  // Before any of it is done: what it asks for comes behind what waits already.
  if (works.length > 0) callOff = askForPicture();
  for (const act of now) act();
}

const waiting = new Map<unknown, () => void>();

/**
 * Does small things that may come by the dozen, a handful before a picture. What waits under a key is done once,
 * however often it is asked for.
 */
export function inTurn(key: unknown, act: () => void): void {
  const called = waiting.size > 0;
  waiting.set(key, act);
  if (!called) beforePicture(nextHandful);
}

function nextHandful(): void {
  const acts = [...waiting].slice(0, HANDFUL);
  for (const [key] of acts) waiting.delete(key);
  batch(() => {
    for (const [, act] of acts) act();
  });
  if (waiting.size > 0) beforePicture(nextHandful);
}
