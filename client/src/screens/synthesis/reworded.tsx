/** A text with what became of its words: kept, taken out, put in. */

import { reworded } from "../../views/lineage";
import { tBoard } from "../../words/synthesis";

/** How many words of what stayed are shown around what changed, where a text is shown in brief. */
const AROUND = 8;

function inBrief(text: string): string {
  const words = text.match(/\S+\s*/g) ?? [];
  if (words.length <= 3 * AROUND) return text;
  return `${words.slice(0, AROUND).join("")}[…] ${words.slice(-AROUND).join("")}`;
}

/** Marks the words that went and came; a screen reader is told which. */
export function Reworded({ then, now, brief = false }: { then: string; now: string; brief?: boolean }) {
  return (
    <>
      {reworded(then, now).map((piece, at) => {
        if (piece.is === "kept") return <span key={at}>{brief ? inBrief(piece.text) : piece.text}</span>;
        const Mark = piece.is === "gone" ? "del" : "ins";
        return (
          <Mark key={at}>
            <span class="unseen">{tBoard(`lineage.${piece.is}`)} </span>
            {piece.text}
          </Mark>
        );
      })}
    </>
  );
}
