/** A facilitator's messages: a slip over the page until it is read, and the list of those of the day. */

import { useState } from "preact/hooks";
import { remember, remembered } from "../remembered";
import { useVisit } from "../visit";
import type { Message } from "../wire.gen";
import { moment } from "../words";
import { tMessages } from "../words/messages";
import { Button } from "./button";

/** Gives the messages to this person since they joined, newest first; what they sent themselves is none. */
function useMine(): Message[] {
  const { room, line } = useVisit();
  const me = line.me.value?.participant;
  const since = (me && room.one("participant", me).value?.joined_at) || 0;
  return room
    .all("message")
    .filter((message) => message.at >= since && (message.author === null || message.author !== me))
    .sort((a, b) => b.at - a.at);
}

/** Shows the newest unread message and says how many more there are; read on one page, read for good. */
export function MessageBanner() {
  const { code } = useVisit();
  const key = `read:${code}`;
  const [read, setRead] = useState(() => Number(remembered(key) ?? 0));
  const unread = useMine().filter((message) => message.at > read);
  const newest = unread[0];
  const dismiss = () => {
    if (!newest) return;
    remember(key, String(newest.at));
    setRead(newest.at);
    // The button goes with the slip, and would leave the keyboard at the top of everything.
    document.getElementById("content")?.focus({ preventScroll: true });
  };
  return (
    <div class="message-banner" role="status" aria-live="polite">
      {newest && (
        <div class="message-slip" key={newest.id}>
          <div>
            <p class="small">{tMessages("from", { at: moment(newest.at) })}</p>
            <p class="message-text pre">{newest.text}</p>
            {unread.length > 1 && <p class="small">{tMessages("more", { n: unread.length - 1 })}</p>}
          </div>
          <Button onClick={dismiss}>{tMessages("read")}</Button>
        </div>
      )}
    </div>
  );
}

/** Lists the messages of the day; nothing where there is none. */
export function MessageList() {
  const mine = useMine();
  if (mine.length === 0) return null;
  return (
    <section class="stack-s">
      <h2>{tMessages("all")}</h2>
      <ul class="plain-list stack-s">
        {mine.map((message) => (
          <li key={message.id} class="sheet message-line">
            <p class="small soft figures">{moment(message.at)}</p>
            <p class="pre">{message.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
