/** The pictures that have not arrived: what each waits for, and what can be done where it was refused. */

import { useEffect, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { picturesOf, type SheetPicture } from "../../pictures";
import { useVisit } from "../../visit";
import { whyRefused } from "../../words";
import { tSheets } from "../../words/sheets";
import { usePlaceName } from "./place";

/** The list; nothing where everything has gone. */
export function Waiting() {
  const pictures = picturesOf(useVisit());
  const waiting = pictures?.sheets.value ?? [];
  return (
    <section class="stack-s" aria-live="polite">
      {waiting.length > 0 && <h2>{tSheets("waiting.title")}</h2>}
      {waiting.length > 0 && !pictures?.durable.value && <p class="warning">{tSheets("waiting.fragile")}</p>}
      <ul class="plain-list stack-s">
        {waiting.map((picture) => (
          <OneWaiting key={picture.sheet} picture={picture} />
        ))}
      </ul>
    </section>
  );
}

function useThumbnail({ bytes, type }: SheetPicture): string {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return address;
}

function OneWaiting({ picture }: { picture: SheetPicture }) {
  const pictures = picturesOf(useVisit());
  const thumbnail = useThumbnail(picture);
  const name = usePlaceName(picture.place);
  return (
    <li class={`waiting-picture ${picture.refused ? "failed" : ""}`}>
      {thumbnail && <img src={thumbnail} alt={tSheets("waiting.alt")} />}
      <div class="stack-s">
        <p class="small soft">{name}</p>
        {picture.refused ? (
          <>
            <p class="error">{tSheets("waiting.refused", { why: whyNot(picture.refused) })}</p>
            <div class="row">
              {picture.refused.refused !== "file.type" && (
                <Button icon="undo" onClick={() => pictures?.again(picture.sheet)}>
                  {tSheets("waiting.retry")}
                </Button>
              )}
              <Button icon="close" onClick={() => pictures?.forget(picture.sheet)}>
                {tSheets("waiting.forget")}
              </Button>
            </div>
          </>
        ) : (
          <Progress sheet={picture.sheet} />
        )}
      </div>
    </li>
  );
}

function whyNot({ refused, facts }: NonNullable<SheetPicture["refused"]>): string {
  return refused === "file.type" ? tSheets("waiting.type") : whyRefused(refused, facts);
}

function Progress({ sheet }: { sheet: string }) {
  const visit = useVisit();
  const pictures = picturesOf(visit);
  const part = pictures?.part.value ?? 0;
  if (visit.line.status.value.is !== "live") return <p>{tSheets("waiting.offline")}</p>;
  if (pictures?.going.value !== sheet) return <p class="soft">{tSheets("waiting.next")}</p>;
  const n = Math.round(part * 100);
  const words = part < 1 ? tSheets("waiting.going", { n }) : tSheets("waiting.look");
  return (
    <>
      <progress max={100} value={n} aria-label={tSheets("waiting.title")} />
      <p class="small soft figures" aria-live="off">
        {words}
      </p>
    </>
  );
}
