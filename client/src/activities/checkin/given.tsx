/** What stands in the place of a form whose answer is given: that it was sent, or waits, and the way to change it. */

import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../parts/button";
import type { Prompt } from "../../views/answers";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

interface GivenProps {
  step: string;
  prompt: Prompt;
  /** True where the person has just sent it: the form is gone, and reading goes on here. */
  now: boolean;
  /** Absent where nothing can be changed any more. */
  onChange?: (() => void) | undefined;
}

/** The line. */
export function Given({ step, prompt, now, onChange }: GivenProps) {
  const visit = useVisit();
  const word = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (now) word.current?.focus({ preventScroll: true });
  }, [now]);
  const waits = visit.outbox.value?.waiting.value.some(
    ({ op }) => op.name === "answer.give" && op.args.step === step && op.args.prompt === prompt.id,
  );
  const away = waits && visit.line.status.value.is !== "live";
  const sent = prompt.appraisal ? "checkin.sent.appraisal" : "checkin.sent";
  return (
    <div class="row given">
      <p role="status" tabIndex={-1} ref={word}>
        {tp(away ? "checkin.waits" : sent)}
      </p>
      {onChange && (
        <Button icon="edit" onClick={onChange}>
          {tp("checkin.change")}
        </Button>
      )}
    </div>
  );
}
