/** Asking over HTTP what may be refused: busy meanwhile, and why it was not done in words. */

import { useState } from "preact/hooks";
import { RefusedCall } from "../../../api";
import { whyRefused } from "../../../words";

/** Does what may be refused, and says why in words. */
export function useTry(): { busy: boolean; refusal: string; attempt: (what: () => Promise<void>) => void } {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const attempt = async (what: () => Promise<void>) => {
    setBusy(true);
    setRefusal("");
    try {
      await what();
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(whyRefused(error.code, error.facts));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, attempt: (what) => void attempt(what) };
}
