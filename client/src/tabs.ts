/**
 * The tabs of one browser, among themselves. Web Locks would tell which ones live, but browsers give
 * them only over https, and a hall is often served by a laptop over plain http: so tabs answer a roll
 * call instead.
 */

import { newId } from "./ids";

type Call = { roll: string } | { alive: string } | { gone: string } | { changed: string };

const ANSWER_WITHIN = 300;

export class Tabs {
  readonly id = newId();
  private channel: BroadcastChannel | undefined;
  private answers = new Set<string>();

  /** `onGone` is called when another tab closes, `onChanged` when another has changed what is kept. */
  constructor(name: string, onGone: () => void, onChanged: () => void) {
    if (typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(`recolte-${name}`);
    this.channel.onmessage = ({ data }: MessageEvent<Call>) => {
      if ("roll" in data) this.post({ alive: this.id });
      else if ("alive" in data) this.answers.add(data.alive);
      else if ("gone" in data) onGone();
      else onChanged();
    };
  }

  /** Asks who is there and gives the ids of the tabs that answered, this one included. */
  async alive(): Promise<Set<string>> {
    this.answers = new Set();
    this.post({ roll: this.id });
    await new Promise((done) => setTimeout(done, ANSWER_WITHIN));
    return new Set([this.id, ...this.answers]);
  }

  /** Tells the others that what is kept has changed. */
  tell(): void {
    this.post({ changed: this.id });
  }

  /** Says goodbye, so that another tab takes over at once; a page that comes back answers again. */
  leave(): void {
    this.post({ gone: this.id });
  }

  /** Leaves for good. */
  close(): void {
    this.leave();
    this.channel?.close();
    this.channel = undefined;
  }

  private post(call: Call): void {
    this.channel?.postMessage(call);
  }
}
