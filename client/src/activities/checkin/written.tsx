/** A prompt answered in a line or in a word, and the wall of what the room said. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Field, TextArea } from "../../parts/field";
import { type Prompt, wordsOf } from "../../views/answers";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Answer } from "../../wire.gen";
import { tp } from "../../words/participant";
import { useAnswers } from "./answered";
import { Given } from "./given";

const LIMIT = { line: 300, word: 80 };

/** The prompt's form, then its wall. */
export function TextPrompt({ step, prompt }: { step: string; prompt: Prompt }) {
  const { mine, said } = useAnswers(step, prompt.id);
  const { canWrite } = useMine();
  return (
    <>
      {canWrite && <AnswerForm key={prompt.id} step={step} prompt={prompt} mine={mine} />}
      {!prompt.appraisal && <Wall answers={said} mine={mine} words={prompt.type === "word"} />}
    </>
  );
}

function AnswerForm({ step, prompt, mine }: { step: string; prompt: Prompt; mine: Answer | undefined }) {
  const visit = useVisit();
  const key = `answer/${step}/${prompt.id}`;
  const [text, setText] = useState(() => visit.drafts.peek()?.get(key) ?? "");
  const [open, setOpen] = useState(false);
  const type = (typed: string) => {
    setText(typed);
    visit.drafts.peek()?.set(key, typed);
  };
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(false);
  useEffect(() => {
    if (open) form.current?.querySelector<HTMLElement>("textarea, input")?.focus();
  }, [open]);
  if (mine && !open) {
    const change = () => {
      // What was being changed before a look at another page, or a reload, goes on.
      setText(visit.drafts.peek()?.get(key) || mine.text);
      setOpen(true);
    };
    return <Given step={step} prompt={prompt} now={sent} onChange={change} />;
  }
  const limit = prompt.type === "word" ? LIMIT.word : LIMIT.line;
  const fits = text.trim() !== "" && text.trim().length <= limit;
  const send = () => {
    if (!fits) return;
    void visit.do("answer.give", { step, prompt: prompt.id, text: text.trim() });
    setText("");
    visit.drafts.peek()?.sent(key);
    setOpen(false);
    setSent(true);
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
      {prompt.type === "word" ? (
        <Field label={tp("checkin.word")} value={text} onText={type} maxLength={limit} />
      ) : (
        <TextArea label={tp("checkin.line")} value={text} onText={type} limit={limit} onSend={send} />
      )}
      <div class="composer-foot">
        <Button look="main" type="submit" disabled={!fits}>
          {tp("checkin.send")}
        </Button>
      </div>
    </form>
  );
}

/** What the room said; a word that several people said stands once, larger, with how many. */
export function Wall({
  answers,
  mine,
  words,
}: {
  answers: Answer[];
  mine: Answer | undefined;
  words: boolean;
}) {
  const own = mine?.text.toLocaleLowerCase();
  return (
    <div class="stack-s">
      <h3 class="wall-title">
        {tp("checkin.wall")} <span class="count-mark">{answers.length}</span>
      </h3>
      {answers.length === 0 && <p class="soft">{tp("checkin.empty")}</p>}
      {words ? (
        <ul class="plain-list wall of-words">
          {wordsOf(answers).map(({ word, n }) => (
            <li key={word} class={`said-${Math.min(n, 4)} ${word.toLocaleLowerCase() === own ? "mine" : ""}`}>
              {word}
              {n > 1 && <span class="small soft figures"> × {n}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <ul class="plain-list wall">
          {answers.map((answer) => (
            <li key={answer.id} class={answer.id === mine?.id ? "mine" : undefined}>
              {answer.text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
