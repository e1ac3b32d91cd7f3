/** A file of the client that is fetched when it is needed, and fetched again where the network was away. */

import { useLayoutEffect, useState } from "preact/hooks";
import { reloadIfReplaced } from "../version";

/** How long after a failure one asks again, where the device does not say itself that it is back, in ms. */
const AGAIN = 3_000;

/** What is known of a file: `lost` means that it did not come yet, and is asked for again. */
export interface FileState<F> {
  file: F | null;
  lost: boolean;
}

/** Calls once the device says that it is on the network again, or after a while; gives how to stop waiting. */
export function onReturn(then: () => void): () => void {
  const stop = () => {
    clearTimeout(timer);
    removeEventListener("online", now);
  };
  const now = () => {
    stop();
    then();
  };
  const timer = setTimeout(now, AGAIN);
  addEventListener("online", now);
  return stop;
}

/** Fetches the file of `name` by `load`, and goes on asking until it is here; with no name it waits. */
export function useFile<F>(name: string | null, load: () => Promise<F>, here: F | null = null): FileState<F> {
  const [found, setFound] = useState<{ name: string | null; file: F } | null>(here && { name, file: here });
  const [failures, setFailures] = useState(0);
  const file = found?.name === name ? found.file : null;
  // Before the picture: a file that is here already is shown at once, and nobody draws the word that it comes.
  useLayoutEffect(() => {
    if (name === null || file !== null) return;
    let wanted = true;
    let stop = () => {};
    load().then(
      (file) => {
        if (!wanted) return;
        setFound({ name, file });
        setFailures(0);
      },
      () => {
        // A file that is gone is most often an older client's, after an upgrade of the server.
        void reloadIfReplaced();
        if (!wanted) return;
        // The first failure is said, and asked again at once; the next ones wait.
        if (failures === 0) setFailures(1);
        else stop = onReturn(() => setFailures(failures + 1));
      },
    );
    return () => {
      wanted = false;
      stop();
    };
  }, [name, failures]);
  return { file, lost: file === null && failures > 0 };
}
