/**
 * The service worker: opens the page without network. It keeps the files of one build, which are the
 * same for everybody, and the page itself, which is empty until it has asked the room. It never answers
 * for what is somebody's: calls, sockets, shares, publications and downloads pass it by untouched.
 */

/** Filled in at the end of a build: its name, and what a phone needs to write in a room. */
declare const BUILD: { version: string; files: string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;

const KEEP = `recolte-${BUILD.version}`;
const SHELL = "/";
/** How long a navigation waits for the network before the page that is kept opens, in milliseconds. */
const PATIENCE = 4_000;
/** The addresses that the empty page answers: the first page, and those of rooms. */
const OURS = /^\/(r\/[^/]+(\/[a-z]*)?)?$/;

/** Keeps a whole build or nothing: a page with half of its files would be worse than none. */
async function keepBuild(): Promise<void> {
  // Another process may serve another build during an upgrade: its page is not for these files.
  const page = await fetch(SHELL, { cache: "no-cache" });
  const mark = `name="version" content="${BUILD.version}"`;
  if (!page.ok || !(await page.clone().text()).includes(mark)) throw new Error("another build is served");
  const keep = await caches.open(KEEP);
  try {
    await keep.addAll(BUILD.files);
    await keep.put(SHELL, page);
  } catch (failure) {
    await caches.delete(KEEP);
    throw failure;
  }
}

/** Lets go of earlier builds, and takes the pages over that are open already. */
async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("recolte-") && name !== KEEP).map((name) => caches.delete(name)),
  );
  // The page is asked for while the worker wakes up: nobody waits for both.
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/** The network's page where it comes in time, and the one that is kept where it does not. */
async function page(event: FetchEvent): Promise<Response> {
  const fresh = fromNetwork(event);
  const kept = await caches.match(SHELL, { cacheName: KEEP });
  if (!kept) return fresh;
  const late = new Promise<Response>((done) => setTimeout(() => done(kept), PATIENCE));
  // What stands before a server that is being started again says 502 or 503: no page to write in.
  const usable = fresh.then((answer) => (answer.status >= 500 ? kept : answer));
  return Promise.race([usable.catch(() => kept), late]);
}

async function fromNetwork(event: FetchEvent): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  return preloaded ?? fetch(event.request);
}

/** A file with its hash in its name is the same for ever: the kept one, or the network's, kept from now on. */
async function file(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const keep = await caches.open(KEEP);
  const kept = await keep.match(request, { ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(request);
  // A full disk costs the copy, not the file.
  if (fresh.ok && fresh.type === "basic") event.waitUntil(keep.put(request, fresh.clone()).catch(() => null));
  return fresh;
}

worker.addEventListener("install", (event) => {
  event.waitUntil(keepBuild().then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (OURS.test(pathname)) event.respondWith(page(event));
  } else if (!search && (pathname.startsWith("/assets/") || pathname === "/favicon.svg")) {
    event.respondWith(file(event));
  }
});
