/** A part of a page whose file comes when it is first shown, or ahead of that while the network is there. */

import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { reloadIfReplaced } from "../version";
import { t, withWords } from "../words";

/** A component that may not be here yet; `ahead` fetches it without showing it. */
export interface Late<P> {
  (props: P): JSX.Element | null;
  ahead(): void;
}

interface LateOptions {
  /** Shows nothing while the file is on its way, for a part that most people never see. */
  quiet?: boolean;
}

/** Makes a component of one that comes late. */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { quiet = false }: LateOptions = {},
): Late<P> {
  let Part: ComponentType<P> | null = null;
  let coming: Promise<void> | null = null;
  const fetch = () => {
    coming ??= withWords(load()).then(
      (file) => {
        Part = file;
      },
      (failure: unknown) => {
        coming = null;
        throw failure;
      },
    );
    return coming;
  };
  const Shown = (props: P) => {
    const [state, setState] = useState<"coming" | "here" | "lost">(Part ? "here" : "coming");
    useEffect(() => {
      if (state === "coming")
        fetch().then(
          () => setState("here"),
          () => {
            // A file that is gone is most often an older client's, after an upgrade of the server.
            void reloadIfReplaced();
            setState("lost");
          },
        );
    }, [state]);
    if (Part) return <Part {...props} />;
    if (quiet && state !== "lost") return null;
    return <p class="soft">{t(state === "lost" ? "refusal.network.gone" : "app.loading")}</p>;
  };
  Shown.ahead = () => void fetch().catch(() => null);
  return Shown;
}
