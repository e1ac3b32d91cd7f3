/** The room just opened: everything that the facilitator hands out or keeps. */

import { useEffect, useRef } from "preact/hooks";
import { Button, LinkButton } from "../../parts/button";
import { CopyButton } from "../../parts/copy";
import { JoinQr } from "../../parts/qr";
import type { RoomOpened } from "../../wire.gen";
import { td } from "../../words/doors";

/** Shows the code, the QR code and the links of a new room. */
export function OpenedRoom({ room, onAnother }: { room: RoomOpened; onAnother: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="stack opened">
      <h2 ref={title} tabIndex={-1}>
        {td("home.ready.title")}
      </h2>
      <div class="opened-join">
        <JoinQr code={room.code} />
        <div class="stack-s">
          <h3>{td("home.ready.join")}</h3>
          <p class="big-code">{room.code}</p>
          <p class="soft small">{room.links.join.replace(/^https?:\/\//, "")}</p>
        </div>
      </div>
      <LinkButton look="main" href={room.links.console} icon="forward">
        {td("home.ready.console.go")}
      </LinkButton>
      <Handout
        title={td("home.ready.console")}
        help={td("home.ready.keep")}
        marked
        link={room.links.console}
      />
      <Handout title={td("home.ready.screen")} help={td("home.ready.screen.help")} link={room.links.screen} />
      <Handout title={td("home.ready.reader")} help={td("home.ready.reader.help")} link={room.links.reader} />
      <div>
        <Button look="plain" onClick={onAnother}>
          {td("home.ready.another")}
        </Button>
      </div>
    </div>
  );
}

interface HandoutProps {
  title: string;
  help: string;
  link: string;
  /** Marked with the pen, because losing it is costly. */
  marked?: boolean;
}

function Handout({ title, help, link, marked = false }: HandoutProps) {
  return (
    <div class="handout">
      <div>
        <h3>{title}</h3>
        <p class="small">{marked ? <mark>{help}</mark> : <span class="soft">{help}</span>}</p>
      </div>
      <CopyButton text={link} about={title} />
    </div>
  );
}
