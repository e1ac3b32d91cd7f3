/** What a page draws step by step, each in a picture of its own, so that no picture takes long. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { beforePicture } from "../picture";

/**
 * Does a step before the next picture that nothing else is done for, as long as there is something to do. A step
 * that says so itself has another behind it, though nothing is drawn anew in between. Gives what asks for a step.
 */
export function useStepwise(more: boolean, step: () => boolean | void): () => void {
  const latest = useRef(step);
  latest.current = step;
  const asked = useRef<(() => void) | null>(null);
  const ask = () => {
    asked.current ??= beforePicture(() => {
      asked.current = null;
      if (latest.current()) ask();
    });
  };
  // What is drawn meanwhile changes the step and not its turn: who asks anew would wait behind what comes.
  useLayoutEffect(() => {
    if (more) return ask();
    asked.current?.();
    asked.current = null;
  });
  useLayoutEffect(() => () => asked.current?.(), []);
  return ask;
}

/** Gives a value as it was until there is a picture for what it is now. */
export function usePicture<T>(value: T): T {
  const [drawn, setDrawn] = useState(value);
  useStepwise(drawn !== value, () => setDrawn(() => value));
  return drawn;
}
