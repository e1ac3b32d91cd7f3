/** QR codes: the room's comes from the server, a person's own link is drawn here and goes nowhere. */

import { useMemo } from "preact/hooks";
import { joinQr } from "../api";
import { t } from "../words";
import { useFile } from "./file";

/** The code with which people join a room. */
export function JoinQr({ code }: { code: string }) {
  return <img class="qr" src={joinQr(code)} alt={t("home.ready.qr", { code })} width={240} height={240} />;
}

/** Draws any text as a QR code on this device: a personal link must not travel to be drawn. */
export function OwnQr({ text, label }: { text: string; label: string }) {
  const { file } = useFile("uqr", () => import("uqr"));
  const cells = useMemo(() => file?.encode(text, { ecc: "M", border: 2 }).data ?? [], [file, text]);
  const path = cells.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${cells.length || 1} ${cells.length || 1}`}>
      <path d={path} />
    </svg>
  );
}
