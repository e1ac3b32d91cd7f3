/** The questions of a check-in: what is asked, and how people may answer. */

import { useState } from "preact/hooks";
import { newId } from "../../../ids";
import { Button, IconButton } from "../../../parts/button";
import { Select } from "../../../parts/field";
import type { Text } from "../../../wire.gen";
import { tr } from "../../../words/prepare";
import { Tick, TwoTexts } from "./fields";
import { linesOf, rejoined, textsOf } from "./lines";

interface Choice {
  id: string;
  label: Text;
  page?: string;
}

/** A question as a step's settings keep it. */
export interface PromptSetting {
  id: string;
  ask: Text;
  type: "line" | "word" | "choice" | "who";
  choices?: Choice[];
  many?: boolean;
  why?: boolean;
  appraisal?: boolean;
}

const TYPES = ["line", "word", "choice", "who"] as const;

/** A question to begin with. */
export const newPrompt = (): PromptSetting => ({ id: newId(), ask: { fr: "", en: "" }, type: "line" });

/** Edits the questions of a check-in. */
export function Prompts({
  prompts,
  onChange,
}: {
  prompts: PromptSetting[];
  onChange: (prompts: PromptSetting[]) => void;
}) {
  return (
    <section class="stack" aria-label={tr("set.prompts")}>
      {prompts.map((prompt, at) => (
        <OnePrompt
          key={prompt.id}
          prompt={prompt}
          n={at + 1}
          onChange={(changed) => onChange(prompts.map((one) => (one.id === prompt.id ? changed : one)))}
          onRemove={() => onChange(prompts.filter((one) => one.id !== prompt.id))}
        />
      ))}
      <div>
        <Button icon="add" onClick={() => onChange([...prompts, newPrompt()])}>
          {tr("prompt.add")}
        </Button>
      </div>
    </section>
  );
}

interface OnePromptProps {
  prompt: PromptSetting;
  n: number;
  onChange: (prompt: PromptSetting) => void;
  onRemove: () => void;
}

function OnePrompt({ prompt, n, onChange, onRemove }: OnePromptProps) {
  const set = (fields: Partial<PromptSetting>) => onChange({ ...prompt, ...fields });
  const choices = prompt.choices ?? [];
  const [atFirst] = useState(choices);
  return (
    <div class="prompt stack-s">
      <div class="row spread">
        <h4>{tr("prompt.title", { n })}</h4>
        <IconButton icon="close" label={tr("prompt.remove", { n })} onClick={onRemove} />
      </div>
      <TwoTexts label={tr("prompt.ask")} value={prompt.ask} onText={(ask) => set({ ask })} limit={300} />
      <Select
        label={tr("prompt.type")}
        value={prompt.type}
        onText={(type) => set({ type: type as PromptSetting["type"] })}
      >
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {tr(`prompt.${type}`)}
          </option>
        ))}
      </Select>
      {prompt.type === "choice" && (
        <>
          <TwoTexts
            label={tr("prompt.choices")}
            help={tr("prompt.choices.help")}
            rows={3}
            limit={4000}
            value={linesOf(choices.map((one) => one.label))}
            onText={(text) => set({ choices: rejoined(choices, textsOf(text), atFirst, fresh) })}
          />
          <Tick label={tr("prompt.many")} on={prompt.many ?? false} onToggle={(many) => set({ many })} />
          <Tick label={tr("prompt.why")} on={prompt.why ?? false} onToggle={(why) => set({ why })} />
        </>
      )}
      {prompt.type !== "who" && (
        <Tick
          label={tr("prompt.appraisal")}
          on={prompt.appraisal ?? false}
          onToggle={(appraisal) => set({ appraisal })}
        />
      )}
    </div>
  );
}

const fresh = (): Choice => ({ id: newId(), label: { fr: "", en: "" } });
