/** What the ways to open a room have in common: each may want the instance’s password, and says why it failed. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { RefusedCall } from "../../api";
import { Field } from "../../parts/field";
import { type KnownRoom, keepPass, rememberRoom } from "../../session";
import type { RoomOpened } from "../../wire.gen";
import { whyRefused } from "../../words";
import { td } from "../../words/doors";

interface Attempt {
  busy: boolean;
  password: string;
  /** Asks for a room and keeps the way to it, by what is `known` of it; or says why there is none. */
  open: (
    ask: () => Promise<RoomOpened>,
    known: (room: RoomOpened) => Omit<KnownRoom, "code"> | Promise<Omit<KnownRoom, "code">>,
  ) => Promise<void>;
  /** Says why something failed. */
  refused: (error: unknown) => void;
  /** The field for the password, once one is wanted, and what went wrong. */
  fields: ComponentChildren;
}

/** Gives the attempt of a form to open a room; `why` gives the sentence for a refusal. */
export function useAttempt(
  onOpened: (room: RoomOpened) => void,
  why: typeof whyRefused = whyRefused,
): Attempt {
  const [password, setPassword] = useState("");
  const [asksPassword, setAsksPassword] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const refused = (error: unknown) => {
    if (!(error instanceof RefusedCall)) throw error;
    if (error.code === "access.password") setAsksPassword(true);
    setRefusal(why(error.code, error.facts));
  };
  const open: Attempt["open"] = async (ask, known) => {
    if (busy) return;
    setBusy(true);
    setRefusal("");
    try {
      const room = await ask();
      keepPass(room.code, "console", { token: room.token, who: room.participant });
      rememberRoom({ code: room.code, ...(await known(room)) });
      onOpened(room);
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  const fields = (
    <>
      {asksPassword && (
        <Field
          label={td("home.open.password")}
          type="password"
          value={password}
          onText={setPassword}
          autoComplete="current-password"
          help={td("home.open.password.help")}
        />
      )}
      {refusal && (
        <p class="error" role="alert">
          {refusal}
        </p>
      )}
    </>
  );
  return { busy, password, open, refused, fields };
}
