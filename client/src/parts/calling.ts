/** Calling everybody to look at one thing; for the menus of those who facilitate. */

import type { Called } from "../views/calls";
import { useVisit } from "../visit";
import { tDesk } from "../words/attention.console";
import { useAct } from "./acting";
import type { MenuItem } from "./menu";

/** Gives the menu item that calls everybody to a record; none for whoever does not facilitate. */
export function useCall(): (kind: Called, id: string) => MenuItem[] {
  const act = useAct();
  const facilitates = useVisit().line.me.value?.seat === "facilitator";
  return (kind, id) => {
    if (!facilitates) return [];
    const call = () => void act("focus.set", { on: `${kind}/${id}` }, tDesk("call.did"));
    return [{ label: tDesk("call.all"), icon: "bell", onPick: call }];
  };
}
