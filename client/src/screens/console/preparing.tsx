/** The door to the preparation, which loads only when somebody opens it. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { reloadIfReplaced } from "../../version";
import { t } from "../../words";

/** The preparation, once it is here. */
export function Preparing() {
  const [loaded, setLoaded] = useState<{ Part: ComponentType } | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    import("./prepare").then(
      (file) => setLoaded({ Part: file.default }),
      () => {
        void reloadIfReplaced();
        setLost(true);
      },
    );
  }, []);
  if (lost) return <p class="error">{t("app.broken.text")}</p>;
  return loaded ? <loaded.Part /> : <p class="soft">{t("app.loading")}</p>;
}
