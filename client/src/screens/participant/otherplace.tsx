/** Asks who followed somebody’s personal link on a device of their own whether that was meant, and brings them back. */

import { useLayoutEffect, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { passFor } from "../../pass";
import { changePass, keepPass } from "../../session";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

/** The slip; nothing for who is at the place that this device had before. */
export function OtherPlace() {
  const { code } = useVisit();
  const { person } = useMine();
  const [before, setBefore] = useState(() => passFor(code, "before"));
  const forget = () => {
    keepPass(code, "before", null);
    setBefore(null);
  };
  const same = before !== null && before.who === person?.id;
  useLayoutEffect(() => {
    if (same) forget();
  }, [same]);
  const back = () => {
    forget();
    changePass(code, "person", before);
  };
  return (
    <div role="status">
      {before && person && !same && (
        <div class="look-slip">
          <p>{tp("otherplace.text", { name: person.name })}</p>
          <div class="row">
            <Button onClick={back}>{tp("otherplace.back")}</Button>
            <Button look="plain" onClick={forget}>
              {tp("otherplace.stay")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
