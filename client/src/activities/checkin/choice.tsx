/** A prompt answered by choosing, with a reason where it is asked for, and how the room chose. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../ids";
import { aloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { PageText } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { TextArea } from "../../parts/field";
import type { Prompt } from "../../views/answers";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Answer } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { useAnswers } from "./answered";
import { Bar } from "./bar";
import { Given } from "./given";
import { Wall } from "./written";

const LIMIT = 300;

interface ChoiceProps {
  step: string;
  prompt: Prompt;
}

/** The choices, then how the room chose and why. */
export function ChoicePrompt({ step, prompt }: ChoiceProps) {
  const { mine, said } = useAnswers(step, prompt.id);
  const { canWrite } = useMine();
  const [again, setAgain] = useState(false);
  const [sent, setSent] = useState(false);
  return (
    <>
      <Pages prompt={prompt} />
      {canWrite && (!mine || again) && (
        <ChoiceForm
          step={step}
          prompt={prompt}
          mine={mine}
          again={again}
          onGiven={() => {
            setAgain(false);
            setSent(true);
          }}
        />
      )}
      {mine && !again && (
        <Given
          step={step}
          prompt={prompt}
          now={sent}
          onChange={canWrite ? () => setAgain(true) : undefined}
        />
      )}
      {!prompt.appraisal && <Results step={step} prompt={prompt} />}
      {prompt.why && !prompt.appraisal && <Wall answers={said} mine={mine} words={false} />}
    </>
  );
}

/** The pages that explain the choices, each once. */
function Pages({ prompt }: { prompt: Prompt }) {
  const { room } = useVisit();
  const [open, setOpen] = useState("");
  const ids = [...new Set((prompt.choices ?? []).map((choice) => choice.page ?? "").filter(Boolean))];
  const pages = ids.flatMap((id) => room.one("page", id).value ?? []);
  const page = pages.find((one) => one.id === open);
  return (
    <>
      {pages.map((one) => (
        <div key={one.id}>
          <Button icon="book" onClick={() => setOpen(one.id)}>
            {say(one.title)}
          </Button>
        </div>
      ))}
      <Dialog open={page !== undefined} place="side" title={say(page?.title)} onClose={() => setOpen("")}>
        {page && <PageText page={page} />}
      </Dialog>
    </>
  );
}

function ChoiceForm({
  step,
  prompt,
  mine,
  again,
  onGiven,
}: ChoiceProps & { mine: Answer | undefined; again: boolean; onGiven: () => void }) {
  const visit = useVisit();
  const key = `answer/${step}/${prompt.id}`;
  const name = useRef(`choice-${newId()}`);
  const marks = `${key}#marks`;
  const [chosen, setChosen] = useState<string[]>(() => {
    const begun = (visit.drafts.peek()?.get(marks) ?? "").split(" ");
    const known = begun.filter((id) => prompt.choices?.some((choice) => choice.id === id));
    return known.length ? known : (mine?.value ?? []);
  });
  const [why, setWhy] = useState(() => visit.drafts.peek()?.get(key) || (mine?.text ?? ""));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (again) form.current?.querySelector<HTMLElement>("input:checked, input")?.focus();
  }, []);
  const choose = (ids: string[]) => {
    setChosen(ids);
    visit.drafts.peek()?.set(marks, ids.join(" "));
  };
  const turn = (id: string) => {
    if (!prompt.many) return choose([id]);
    choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  const fits = chosen.length > 0 && why.trim().length <= LIMIT;
  const send = () => {
    if (!fits) return;
    const answer = { step, prompt: prompt.id, value: chosen, text: why.trim() };
    // A refused text is kept in sight by the line that says what is saved; a choice alone is not.
    if (answer.text) void visit.do("answer.give", answer);
    else aloud(visit, "answer.give", answer);
    for (const one of [key, marks]) visit.drafts.peek()?.sent(one);
    onGiven();
  };
  return (
    <form
      class="stack composer"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset class="choices">
        <legend class={prompt.many ? "soft" : "unseen"}>
          {prompt.many ? tp("checkin.many") : say(prompt.ask)}
        </legend>
        {(prompt.choices ?? []).map((choice) => (
          <label key={choice.id} class="choice">
            <input
              type={prompt.many ? "checkbox" : "radio"}
              name={name.current}
              checked={chosen.includes(choice.id)}
              onChange={() => turn(choice.id)}
            />
            <span>{say(choice.label)}</span>
          </label>
        ))}
      </fieldset>
      {prompt.why && (
        <TextArea
          label={tp("checkin.why")}
          optional
          value={why}
          limit={LIMIT}
          onText={(typed) => {
            setWhy(typed);
            visit.drafts.peek()?.set(key, typed);
          }}
          onSend={send}
        />
      )}
      <div class="composer-foot">
        <Button look="main" type="submit" disabled={!fits}>
          {tp("checkin.send")}
        </Button>
      </div>
    </form>
  );
}

function Results({ step, prompt }: ChoiceProps) {
  const tally = useVisit().room.one("tally", `${step}:${prompt.id}`).value;
  const counts = (prompt.choices ?? []).map((choice) => tally?.spread[choice.id] ?? 0);
  return (
    <ul class="plain-list bars">
      {(prompt.choices ?? []).map((choice, at) => (
        <Bar
          key={choice.id}
          label={say(choice.label)}
          n={counts[at] ?? 0}
          most={Math.max(1, ...counts)}
          words={tp("checkin.bar", { n: counts[at] ?? 0 })}
        />
      ))}
    </ul>
  );
}
