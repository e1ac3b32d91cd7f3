/** Having the publication made: asked for, followed until it is there, and given up where nobody waits. */

import { call, fetchDocument, RefusedCall } from "./api";
import type { Language, MakingState, ShareLink } from "./wire.gen";

const room = (code: string, rest: string): string => `/api/rooms/${encodeURIComponent(code)}${rest}`;

/** How often one asks how far it is, in milliseconds: soon at first, then at leisure. */
const ASK_AFTER = [120, 200, 300, 400, 600];

/** How often, and after how many milliseconds, one begins anew where the process that made it has ended. */
const MOST_AGAIN = 4;
const AGAIN_AFTER = 1500;

/** What an asker hears whose process has ended, as in an upgrade, or whose network failed for a moment. */
const LOST = new Set(["record.unknown", "network.gone", "server.fault"]);

export interface Wanted {
  code: string;
  token: string;
  form: string;
  language: Language;
  /** Takes small pictures, for a preview. */
  small?: boolean;
}

/** What was made: its bytes, and the op of the room up to which it shows it. */
export interface Made {
  blob: Blob;
  seq: number;
}

/**
 * Gives a form of the publication once it is made; `said` is told how far it is. Aborting stops the
 * making where nobody else waits for it. Throws RefusedCall where it cannot be made.
 */
export async function make(
  wanted: Wanted,
  signal: AbortSignal,
  said?: (state: MakingState) => void,
): Promise<Made> {
  for (let again = 0; ; ) {
    const state = await begin(wanted).catch((fault) => {
      if (again === 0 || again === MOST_AGAIN) throw fault;
    });
    try {
      if (state) return await follow(wanted, state, signal, said);
    } catch (fault) {
      const lost = fault instanceof RefusedCall && LOST.has(fault.code);
      if (!lost || again === MOST_AGAIN) throw fault;
    }
    again++;
    await rest(AGAIN_AFTER, signal);
    if (signal.aborted) throw new RefusedCall("publication.stopped");
  }
}

const begin = ({ code, token, form, language, small = false }: Wanted): Promise<MakingState> =>
  call<MakingState>(room(code, "/makings"), { body: { form, language, small }, token });

async function follow(
  { code, token }: Wanted,
  begun: MakingState,
  signal: AbortSignal,
  said?: (state: MakingState) => void,
): Promise<Made> {
  let state = begun;
  const path = room(code, `/makings/${encodeURIComponent(state.id)}`);
  const stop = () => void call(path, { method: "DELETE", token }).catch(() => undefined);
  for (let asked = 0; state.phase !== "done"; asked++) {
    if (state.phase === "failed") throw new RefusedCall(state.why || "publication.failed");
    said?.(state);
    await rest(ASK_AFTER[Math.min(asked, ASK_AFTER.length - 1)] ?? 600, signal);
    if (signal.aborted) {
      stop();
      throw new RefusedCall("publication.stopped");
    }
    state = await call<MakingState>(path, { token });
  }
  return { blob: await fetchDocument(`${path}/file`, token), seq: state.seq };
}

function rest(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, time);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}

/** Gives Markdown as it will be read, made harmless by the server. */
export const markdownHtml = (code: string, token: string, text: string): Promise<string> =>
  call<{ html: string }>(room(code, "/markdown"), { body: { text }, token }).then((said) => said.html);

/** Gives the link of a share, the same each time. */
export const shareLink = (code: string, token: string, share: string): Promise<string> =>
  call<ShareLink>(room(code, `/shares/${encodeURIComponent(share)}/link`), { body: {}, token }).then(
    (said) => said.link,
  );
