/** The sentences that every page shares, in English. Its keys are those of `fr.ts`. */

import type { fr } from "./fr";
import type { SameKeys } from "./index";

export const en: SameKeys<typeof fr> = {
  "app.name": "Récolte",
  "app.skip": "Skip to content",
  "app.loading": "One moment…",
  "app.theme": "Light or dark",
  "app.theme.auto": "As the device",
  "app.theme.light": "Light",
  "app.theme.dark": "Dark",
  "app.unknown.title": "There is no such page",
  "app.unknown.text": "The address may have been cut. The room’s code takes you straight back in.",
  "app.home": "Home",
  "app.closed.title": "This page is closed to you",
  "app.broken.title": "This page has stopped",
  "app.broken.text": "What you wrote is kept on this device. Reload the page to go on.",
  "app.reload": "Reload",
  "app.nopass": "This page needs its full link: ask the facilitator for it.",

  "part.close": "Close",
  "part.cancel": "Cancel",
  "part.copy": "Copy",
  "part.copied": "Copied",
  "part.copy.failed": "The browser did not allow copying: select the text by hand.",
  "part.rest": "{n} more",
  "part.newer": { one: "{n} new", other: "{n} new" },
  "part.more": "More actions",
  "part.optional": "optional",
  "part.left": { one: "{n} character left", other: "{n} characters left" },
  "part.over": { one: "{n} character too many", other: "{n} characters too many" },
  "part.empty.cell": "nothing yet",

  "clock.left": "Time left",
  "clock.over": "Time over since",
  "clock.paused": "Paused",
  "clock.soon": { one: "{n} minute left.", other: "{n} minutes left." },
  "clock.done": "Time is up.",

  "line.saved": "Saved",
  "line.sending": { one: "Sending ({n})", other: "Sending ({n})" },
  "line.waiting": "Waiting for the network ({n})",
  "line.restarting": "The server is restarting: you can go on writing",
  "line.offline": "No network: you can go on writing",
  "line.unseen": "No network: the room will open as soon as it is back.",
  "line.seen": "The room as seen at {time}.",
  "line.seen.day": "The room as seen on {time}.",
  "line.connecting": "Connecting…",
  "line.trouble": "Waiting ({n}): {why}",
  "line.refused": { one: "{n} text not accepted", other: "{n} texts not accepted" },
  "line.refused.title": "Texts not accepted",
  "line.refused.intro": "These texts could not enter the room. You can copy them before putting them away.",
  "line.refused.dismiss": "Put away",
  "line.fragile": "This device cannot keep anything: do not close this page while texts are waiting.",
  "line.rolledback": "The room was restored from a backup: check that your latest texts are there.",

  "person.unknown": "somebody",

  "join.name.missing": "A name is needed, even a first name or a nickname.",
  "home.ready.qr": "QR code to enter room {code}",
  "join.anew": "Enter again",

  "refusal.other": "The room did not accept this ({code}).",
  "refusal.network.gone": "The server does not answer. Try again in a moment.",
};
