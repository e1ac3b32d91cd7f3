/** Doing something that shows no text of its own: say that it is done and how to take it back, or why not. */

import type { Settled } from "../delivery";
import { newId } from "../ids";
import { type OpName, useVisit, type Visit } from "../visit";
import type { Ops } from "../wire.gen";
import { whyRefused } from "../words";
import { tActing } from "../words/acting";
import { toast } from "./toast";

export type Act = <N extends OpName>(name: N, args: Ops[N], said?: string) => Promise<boolean>;

/** Says why an op was refused, where it was; true then. */
export function refusedAloud(settled: Settled): boolean {
  if ("ok" in settled) return false;
  toast(() => whyRefused(settled.refused, settled.facts), "bad");
  return true;
}

async function takeBack(visit: Visit, op: string): Promise<void> {
  if (!refusedAloud(await visit.do("op.undo", { op }))) toast(tActing("undone"));
}

/** Does what is seen where it was done, and says why where it is refused: nothing else would. */
export function aloud<N extends OpName>(visit: Visit, name: N, args: Ops[N]): void {
  void visit.do(name, args).then(refusedAloud);
}

/**
 * Gives the function with which a page acts: true once the server has written it. `said` is what
 * was done, in words; where it is given, a toast says so and offers to take it back.
 */
export function useAct(): Act {
  const visit = useVisit();
  return async (name, args, said) => {
    const op = newId();
    if (refusedAloud(await visit.do(name, args, undefined, op))) return false;
    if (said) toast(said, "plain", { label: tActing("undo"), act: () => void takeBack(visit, op) });
    return true;
  };
}
