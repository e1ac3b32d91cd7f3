/** What the room answers: bars of a poll, a wall of lines, words by their weight, who we are. */

import { answeredStep, barsOf, linesOf, type Prompt, promptsOf, wordsOf } from "../../views/answers";
import { cut } from "../../views/pages";
import { attending, countBy } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Pager } from "./pager";
import { usePages, useScreenStep } from "./state";

/** How many prompts stand side by side: with more of them, half of what each shows would be below the wall. */
const ABREAST = 2;

/** The prompts of the check-in side by side, in pages. */
export function AnswersView() {
  const { room } = useVisit();
  const current = useScreenStep();
  const step = answeredStep(room.all("step"), room.all("answer"), current);
  const prompts = promptsOf(step).filter((prompt) => !prompt.appraisal);
  const pages = cut(prompts, ABREAST, ABREAST, () => 1);
  const { page, turn } = usePages(pages.length);
  const shown = pages[page] ?? [];
  if (!step || prompts.length === 0) return <Blank alone text={ts("answers.none")} />;
  return (
    <div class="wall-view">
      <div class={`answers-view prompts-${shown.length}`}>
        {shown.map((prompt) => (
          <section key={prompt.id} class="prompt">
            <h1>{say(prompt.ask)}</h1>
            <Answers step={step} prompt={prompt} />
          </section>
        ))}
      </div>
      {pages.length > 1 && (
        <div class="row end">
          <Pager page={page} count={pages.length} turn={turn} />
        </div>
      )}
    </div>
  );
}

function Answers({ step, prompt }: { step: Step; prompt: Prompt }) {
  if (prompt.type === "who") return <Who />;
  if (prompt.type === "choice") return <Poll step={step} prompt={prompt} />;
  if (prompt.type === "word") return <Words step={step} prompt={prompt} />;
  return <Lines step={step} prompt={prompt} most={14} />;
}

interface BarProps {
  label: string;
  n: number;
  length: number;
  words: string;
}

function OneBar({ label, n, length, words }: BarProps) {
  return (
    <li class="bar">
      <span class="unseen">{words}</span>
      <span class="bar-label" aria-hidden="true">
        {label}
      </span>
      <span class="bar-line" aria-hidden="true">
        <span class="bar-fill" style={{ width: `calc(${length} * (100% - 3em))` }} />
        <span class="bar-count figures">{n}</span>
      </span>
    </li>
  );
}

function Poll({ step, prompt }: { step: Step; prompt: Prompt }) {
  const { room } = useVisit();
  const bars = barsOf(prompt, room.one("tally", `${step.id}:${prompt.id}`).value);
  return (
    <>
      <ul class="bars plain-list">
        {bars.map(({ id, label, n, length }) => (
          <OneBar
            key={id}
            label={say(label)}
            n={n}
            length={length}
            words={ts("answers.bar", { label: say(label), n })}
          />
        ))}
      </ul>
      <Lines step={step} prompt={prompt} most={6} />
    </>
  );
}

function Lines({ step, prompt, most }: { step: Step; prompt: Prompt; most: number }) {
  const { room } = useVisit();
  const lines = linesOf(room.all("answer"), step.id, prompt.id);
  if (lines.length === 0 && prompt.type === "line") return <Blank text={ts("answers.none")} />;
  return (
    <ul class="lines plain-list">
      {lines.slice(0, most).map((line) => (
        <li key={line.id} class="wall-card new">
          {line.text}
        </li>
      ))}
    </ul>
  );
}

/** More words than the wall holds at their ordinary sizes. */
const MANY_WORDS = 30;

function Words({ step, prompt }: { step: Step; prompt: Prompt }) {
  const { room } = useVisit();
  const words = wordsOf(linesOf(room.all("answer"), step.id, prompt.id)).slice(0, 60);
  const most = words[0]?.n ?? 1;
  // What one person said is small, also where nobody said anything twice: as many as can be are read.
  const weight = (n: number) => (n === 1 ? 1 : Math.ceil((n / most) * 4));
  if (words.length === 0) return <Blank text={ts("answers.none")} />;
  return (
    <ul class={`words plain-list ${words.length > MANY_WORDS ? "many" : ""}`}>
      {words.map(({ word, n }) => (
        <li key={word} class={`word weight-${weight(n)}`}>
          {word}
          {n > 1 && <span class="word-count figures">{n}</span>}
        </li>
      ))}
    </ul>
  );
}

function Who() {
  const { room } = useVisit();
  const people = attending(room.all("participant"));
  const roles = room.one("format", "format").value?.roles ?? [];
  const byRole = countBy(people, "role");
  const byTerritory = countBy(people, "territory");
  const roleBars = Math.min(byRole.length, ROLE_BARS);
  const named = (id: string) => say(roles.find((role) => role.id === id)?.label) || id;
  if (people.length === 0) return <Blank text={ts("join.nobody")} />;
  return (
    <div class="who">
      <Counted
        title={ts("answers.who.roles")}
        counts={byRole}
        most={ROLE_BARS}
        rest="answers.more"
        name={named}
      />
      <Counted
        title={ts("answers.who.territories")}
        counts={byTerritory}
        most={BARS - roleBars}
        rest="answers.elsewhere"
        name={(id) => id}
      />
    </div>
  );
}

/** The bars that stand on the wall under two titles, and how many of them are for roles at most. */
const BARS = 10;
const ROLE_BARS = 6;

function Counted({
  title,
  counts,
  most,
  rest,
  name,
}: {
  title: string;
  counts: [string, number][];
  most: number;
  rest: "answers.more" | "answers.elsewhere";
  name: (id: string) => string;
}) {
  const longest = counts[0]?.[1] ?? 1;
  const more = counts.length - most;
  if (counts.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="bars small-bars plain-list">
        {counts.slice(0, most).map(([id, n]) => (
          <OneBar
            key={id}
            label={name(id)}
            n={n}
            length={n / longest}
            words={ts("answers.people", { label: name(id), n })}
          />
        ))}
      </ul>
      {more > 0 && <p class="who-more">{ts(rest, { n: more })}</p>}
    </section>
  );
}
