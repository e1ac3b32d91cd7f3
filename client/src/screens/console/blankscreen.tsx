/** Blanking the hall's screen with one touch, and saying for as long as it is so. */

import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { useVisit } from "../../visit";
import { tc } from "../../words/console";

/** Whether the hall's screen shows nothing for now. */
export function useBlank(): boolean {
  return useVisit().room.one("screen", "screen").value?.blank === true;
}

/** The button that blanks the screen, or lights it again. */
export function BlankScreen() {
  const blank = useBlank();
  const act = useAct();
  return (
    <IconButton
      icon={blank ? "screen" : "blank"}
      class="framed"
      label={tc(blank ? "screen.light" : "screen.blank")}
      onClick={() => void act("screen.blank", { blank: !blank }, tc(blank ? "did.light" : "did.blank"))}
    />
  );
}

/** Says that the hall sees nothing, wherever in the console one is, with the way back. */
export function BlankLine() {
  const act = useAct();
  if (!useBlank()) return null;
  return (
    <aside class="blank-line" aria-label={tc("screen.title")}>
      <p>
        <strong>{tc("screen.is.blank")}</strong> {tc("screen.is.blank.text")}
      </p>
      <Button icon="screen" onClick={() => void act("screen.blank", { blank: false }, tc("did.light"))}>
        {tc("screen.light")}
      </Button>
    </aside>
  );
}
