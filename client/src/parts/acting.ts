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

/** Takes back what was done together, the last first; where one stays as it is, that is said. */
async function takeBack(visit: Visit, ops: readonly string[]): Promise<void> {
  for (const op of [...ops].reverse()) {
    if (refusedAloud(await visit.do("op.undo", { op }))) return;
  }
  toast(tActing("undone"));
}

/** Does what is seen where it was done, and says why where it is refused: nothing else would. */
export function aloud<N extends OpName>(visit: Visit, name: N, args: Ops[N]): void {
  void visit.do(name, args).then(refusedAloud);
}

/** The same where words go out of sight: says at once what was done, and offers to take it back. */
export function aloudWithReturn<N extends OpName>(
  visit: Visit,
  name: N,
  args: Ops[N],
  said: string,
  base?: number,
): void {
  const op = newId();
  const unsay = toast(said, "plain", { label: tActing("undo"), act: () => void takeBack(visit, [op]) });
  void visit.do(name, args, base, op).then((settled) => {
    if (refusedAloud(settled)) unsay();
  });
}

/**
 * Gives the function with which a page acts: true once the server has written it. `said` is what
 * was done, in words; where it is given, a toast says so and offers to take it back.
 */
export function useAct(): Act {
  const all = useActAll();
  return (name, args, said) => all([[name, args] as Doing], said);
}

/** One op that is asked with others. */
export type Doing = { [N in OpName]: [N, Ops[N]] }[OpName];

/** The same for what takes several ops: one word for all of them, and all of them are taken back. */
export function useActAll(): (doings: readonly Doing[], said?: string) => Promise<boolean> {
  const visit = useVisit();
  return async (doings, said) => {
    const ops: string[] = [];
    for (const [name, args] of doings) {
      const op = newId();
      if (refusedAloud(await visit.do(name, args, undefined, op))) return false;
      ops.push(op);
    }
    if (said) toast(said, "plain", { label: tActing("undo"), act: () => void takeBack(visit, ops) });
    return true;
  };
}
