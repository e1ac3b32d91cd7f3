/** Tells a page left open over an upgrade that it is old, and reloads it once; the outbox stays. */

/** The name of the build that this page belongs to; null where it was not built. */
export const ownVersion = (): string | null =>
  document.querySelector<HTMLMetaElement>("meta[name=version]")?.content ?? null;

/** Where the build is named that the process of this room serves: another one may be of another day. */
function address(): string {
  const room = /^\/r\/([0-9A-Za-z]+)/.exec(location.pathname)?.[1];
  return room ? `/version.json?room=${room}` : "/version.json";
}

/** Reloads where the server now serves another client than this one; once per new version. */
export async function reloadIfReplaced(): Promise<void> {
  const mine = ownVersion();
  if (!mine) return;
  const answer = await fetch(address(), { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const { version } = (await answer.json().catch(() => ({}))) as { version?: string };
  if (!version || version === mine) return;
  try {
    if (sessionStorage.getItem("recolte:reloaded") === version) return;
    sessionStorage.setItem("recolte:reloaded", version);
  } catch {
    // Without storage a page could reload for ever: it stays as it is.
    return;
  }
  location.reload();
}
