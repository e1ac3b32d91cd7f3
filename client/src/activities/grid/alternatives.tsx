/** Two versions of one text side by side, because two people rewrote the same words: choose, or join them. */

import { useEffect, useRef, useState } from "preact/hooks";
import { aloudWithReturn } from "../../parts/acting";
import { Button } from "../../parts/button";
import { copyText } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { TextArea } from "../../parts/field";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import type { Alternative } from "../../wire.gen";
import { t } from "../../words";
import { tp } from "../../words/participant";

interface AlternativesProps {
  kind: "card" | "appraisal" | "statement" | "proposal";
  /** The record, at whose revision these versions stand. */
  of: { id: string; rev: number; alternatives: Alternative[] };
  text: string;
  may: boolean;
}

/** Shows the versions where there are several, and lets whoever may choose; nothing typed is gone before that. */
export function Alternatives(props: AlternativesProps) {
  return props.of.alternatives.length > 0 ? <Versions {...props} /> : null;
}

/** Gives a text that was being joined back to who wrote it: the dialog in which it stood is gone. */
function sayUnsaved(text: string): void {
  if (!text.trim()) return;
  const copy = { label: tp("card.copy"), icon: "copy" as const, act: () => void copyText(text) };
  toast(tp("alt.unsaved"), "plain", copy);
}

function Versions({ kind, of, text, may }: AlternativesProps) {
  const { id, rev, alternatives } = of;
  const visit = useVisit();
  const [joining, setJoining] = useState(false);
  const [joined, setJoined] = useState("");
  const [joinedAt, setJoinedAt] = useState(rev);
  const unsaved = useRef("");
  unsaved.current = joining ? joined : "";
  // Somebody else may choose under the hands of who joins them.
  useEffect(() => () => sayUnsaved(unsaved.current), []);
  // A version that comes in meanwhile is nobody's choice yet.
  const settle = (chosen: string, seen: number) => {
    setJoining(false);
    unsaved.current = "";
    aloudWithReturn(visit, "text.settle", { kind, id, text: chosen }, tp("alt.settled"), seen);
  };
  const by = (person: string | null) => {
    const name = person && visit.room.one("participant", person).value?.name;
    return name ? tp("alt.by", { name }) : tp("alt.other");
  };
  const versions = [
    { text, title: tp("alt.now") },
    ...alternatives.map((o) => ({ text: o.text, title: by(o.by) })),
  ];
  return (
    <div class="alternatives">
      <p class="alternatives-title">{tp("alt.title")}</p>
      <p class="small">{tp("alt.text")}</p>
      <ul class="plain-list versions">
        {versions.map((version, at) => (
          <li key={`${at}${version.title}`}>
            <p class="small soft">{version.title}</p>
            <p class="pre">{version.text}</p>
            {may && <Button onClick={() => settle(version.text, rev)}>{tp("alt.keep")}</Button>}
          </li>
        ))}
      </ul>
      {may && (
        <Button
          look="plain"
          icon="merge"
          onClick={() => {
            setJoinedAt(rev);
            setJoined(versions.map((version) => version.text).join("\n"));
            setJoining(true);
          }}
        >
          {tp("alt.both")}
        </Button>
      )}
      <Dialog open={joining} title={tp("alt.both.title")} onClose={() => setJoining(false)}>
        <TextArea label={tp("card.text")} quiet value={joined} onText={setJoined} rows={5} />
        <div class="row end">
          <Button onClick={() => setJoining(false)}>{t("part.cancel")}</Button>
          <Button look="main" disabled={!joined.trim()} onClick={() => settle(joined.trim(), joinedAt)}>
            {tp("card.save")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
