/** Keeps the projector's computer awake while the page is shown. */

import { useEffect } from "preact/hooks";

/** Holds the screen awake; asks again when the page comes back, because a hidden page loses it. */
export function useWakeLock(): void {
  useEffect(() => {
    // Absent on plain http and on older browsers: then the computer's own settings decide.
    if (!("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const hold = async () => {
      if (document.visibilityState !== "visible") return;
      const given = await navigator.wakeLock.request("screen").catch(() => null);
      if (gone) void given?.release();
      else lock = given;
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}
