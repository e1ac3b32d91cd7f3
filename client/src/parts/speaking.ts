/** Turning the page into the other language, with a word where the network keeps its sentences. */

import type { Language } from "../wire.gen";
import { speak, t } from "../words";
import { toast } from "./toast";

/** Speaks a language from now on; gives false, and says why, where its words cannot be fetched. */
export async function turnTo(chosen: Language): Promise<boolean> {
  try {
    await speak(chosen);
    return true;
  } catch {
    toast(t("refusal.network.gone"), "bad");
    return false;
  }
}
