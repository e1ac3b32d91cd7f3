/** A break taken now: what runs is set aside with the time it has left, and gone on with afterwards. */

import { useState } from "preact/hooks";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { tc } from "../../words/console";
import { useCurrentStep } from "./state";

const LENGTHS = [5, 10, 15, 20, 30] as const;

/** The cup, and the question how long. */
export function TakeBreak() {
  const act = useAct();
  const step = useCurrentStep();
  const [asking, setAsking] = useState(false);
  if (step?.activity === "break") return null;
  const take = (minutes: number) => {
    setAsking(false);
    void act(
      "step.break",
      { step: newId(), minutes, running: step?.id ?? "" },
      tc("did.break", { n: minutes }),
    );
  };
  return (
    <>
      <IconButton icon="cup" class="framed" label={tc("agenda.break")} onClick={() => setAsking(true)} />
      <Dialog open={asking} title={tc("agenda.break")} onClose={() => setAsking(false)}>
        <p>{tc(step ? "agenda.break.text" : "agenda.break.between")}</p>
        <div class="row break-lengths">
          {LENGTHS.map((minutes) => (
            <Button key={minutes} onClick={() => take(minutes)}>
              {tc("agenda.minutes", { n: minutes })}
            </Button>
          ))}
        </div>
      </Dialog>
    </>
  );
}
