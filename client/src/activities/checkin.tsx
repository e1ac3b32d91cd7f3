/** Check-in: short prompts that everybody answers, and what the room says, live and without names. */

import { Empty } from "../parts/chip";
import { type Prompt, promptsOf } from "../views/answers";
import { say } from "../words";
import { tp } from "../words/participant";
import { ChoicePrompt } from "./checkin/choice";
import { WhoWall } from "./checkin/who";
import { TextPrompt } from "./checkin/written";
import type { ActivityProps } from "./index";

/** The page of a check-in: its prompts one under the other. */
export default function Checkin({ step }: ActivityProps) {
  const prompts = promptsOf(step);
  if (prompts.length === 0) return <Empty title={tp("briefing.listen")} />;
  return (
    <div class="stack-l">
      {prompts.map((prompt) => (
        <section key={prompt.id} class="prompt">
          <h2>{say(prompt.ask)}</h2>
          {prompt.appraisal && <p class="soft">{tp("checkin.appraisal")}</p>}
          <PromptBody step={step.id} prompt={prompt} />
        </section>
      ))}
    </div>
  );
}

function PromptBody({ step, prompt }: { step: string; prompt: Prompt }) {
  if (prompt.type === "who") return <WhoWall />;
  if (prompt.type === "choice") return <ChoicePrompt step={step} prompt={prompt} />;
  return <TextPrompt step={step} prompt={prompt} />;
}
