/** The room just opened: everything that the facilitator hands out or keeps. */

import { useEffect, useRef } from "preact/hooks";
import { Button, LinkButton } from "../../parts/button";
import { JoinQr } from "../../parts/qr";
import { CopyButton } from "../../parts/saveline";
import type { RoomOpened } from "../../wire.gen";
import { t } from "../../words";

/** Shows the code, the QR code and the links of a new room. */
export function OpenedRoom({ room, onAnother }: { room: RoomOpened; onAnother: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="stack opened">
      <h2 ref={title} tabIndex={-1}>
        {t("home.ready.title")}
      </h2>
      <div class="opened-join">
        <JoinQr code={room.code} />
        <div class="stack-s">
          <h3>{t("home.ready.join")}</h3>
          <p class="big-code">{room.code}</p>
          <p class="soft small">{room.links.join.replace(/^https?:\/\//, "")}</p>
        </div>
      </div>
      <LinkButton look="main" href={room.links.console} icon="forward">
        {t("home.ready.console.go")}
      </LinkButton>
      <p>
        <mark>{t("home.ready.keep")}</mark>
      </p>
      <Handout title={t("home.ready.console")} link={room.links.console} />
      <Handout title={t("home.ready.screen")} help={t("home.ready.screen.help")} link={room.links.screen} />
      <Handout title={t("home.ready.reader")} help={t("home.ready.reader.help")} link={room.links.reader} />
      <div>
        <Button look="plain" onClick={onAnother}>
          {t("home.ready.another")}
        </Button>
      </div>
    </div>
  );
}

function Handout({ title, help, link }: { title: string; help?: string; link: string }) {
  return (
    <div class="handout">
      <div>
        <h3>{title}</h3>
        {help && <p class="soft small">{help}</p>}
      </div>
      <CopyButton text={link} label={`${t("part.copy")} · ${title}`} />
    </div>
  );
}
