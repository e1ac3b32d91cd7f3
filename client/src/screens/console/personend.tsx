/** Ending a person's links, or erasing them when they ask for it: each after a clear question. */

import { useState } from "preact/hooks";
import { endLinksOf, freePlaceOf, RefusedCall } from "../../api";
import { refusedAloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { whyRefused } from "../../words";
import { tErase } from "../../words/erase";
import { tLinks } from "../../words/links";
import { useRoomInfo } from "./state";

/** Folded at the end of what can be said of a person. */
export function PersonEnd({ person, onGone }: { person: Participant; onGone: () => void }) {
  const visit = useVisit();
  const { closed } = useRoomInfo();
  const { name } = person;
  const told = async (asking: typeof endLinksOf, done: string) => {
    try {
      await asking(visit.code, visit.pass.token, person.id);
      toast(done);
    } catch (failure) {
      if (!(failure instanceof RefusedCall)) throw failure;
      toast(() => whyRefused(failure.code, failure.facts), "bad");
    }
  };
  const erase = async () => {
    const settled = await visit.do("participant.erase", { participant: person.id });
    if (refusedAloud(settled)) return;
    toast(tErase("person.done", { name }));
    onGone();
  };
  return (
    <details class="fold">
      <summary>{tLinks("person.more")}</summary>
      <div class="stack">
        {person.device && person.seat === "participant" && !person.left && !closed && (
          <Sure
            label={tLinks("person.free")}
            text={tLinks("person.free.text", { name: person.listed || name })}
            yes={tLinks("person.free.yes")}
            onYes={() => told(freePlaceOf, tLinks("person.free.done", { name: person.listed || name }))}
          />
        )}
        {person.device && (
          <Sure
            label={tLinks("person.cut")}
            text={tLinks(person.seat === "participant" ? "person.cut.text" : "person.cut.invited")}
            yes={tLinks("person.cut.yes")}
            onYes={() => told(endLinksOf, tLinks("person.done", { name }))}
          />
        )}
        <Sure label={tErase("person")} text={tErase("person.text")} yes={tErase("one.yes")} onYes={erase} />
      </div>
    </details>
  );
}

interface SureProps {
  label: string;
  text: string;
  yes: string;
  onYes: () => Promise<unknown>;
}

/** A button whose question is asked in its place, where a dialog is open already. */
export function Sure({ label, text, yes, onYes }: SureProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!asking) {
    return (
      <div>
        <Button onClick={() => setAsking(true)}>{label}</Button>
      </div>
    );
  }
  const go = async () => {
    setBusy(true);
    await onYes();
    setBusy(false);
    setAsking(false);
  };
  return (
    <fieldset class="slip stack-s">
      <legend class="unseen">{label}</legend>
      <p>{text}</p>
      <div class="row end">
        <Button onClick={() => setAsking(false)}>{tLinks("keep")}</Button>
        <Button look="danger" busy={busy} onClick={() => void go()}>
          {yes}
        </Button>
      </div>
    </fieldset>
  );
}
