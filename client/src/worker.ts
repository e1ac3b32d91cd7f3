/** Lets the browser keep the page for when there is no network; `worker/sw.ts` says what is kept. */

/**
 * Registers the service worker. Browsers have them over https and on the machine itself alone: where a
 * laptop serves a hall over plain http, a page that is open works on, and cannot be opened anew.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD) return;
  // `none`: the worker is looked for anew at each visit, whatever a cache on the way believes.
  navigator.serviceWorker?.register("/sw.js", { updateViaCache: "none" }).catch(() => null);
}
