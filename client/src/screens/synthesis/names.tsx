/** What the board says beside a text: its kind, where it was written, by whom; and a statement's stance. */

import { Chip, DomainTag } from "../../parts/chip";
import { useVisit } from "../../visit";
import type { Card, Stance } from "../../wire.gen";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";

const MARKS: Record<Stance, { symbol: string; tone: "good" | "bad" | "accent" | "warn" }> = {
  convergence: { symbol: "=", tone: "good" },
  dissent: { symbol: "≠", tone: "bad" },
  question: { symbol: "?", tone: "accent" },
  vigilance: { symbol: "!", tone: "warn" },
};

export const STANCES = Object.keys(MARKS) as Stance[];

/** A stance as a symbol, a word and a colour: each says it alone. */
export function StanceMark({ stance }: { stance: Stance }) {
  const { symbol, tone } = MARKS[stance];
  return (
    <Chip tone={tone}>
      <span class="stance-symbol" aria-hidden="true">
        {symbol}
      </span>
      {tBoard(`stance.${stance}`)}
    </Chip>
  );
}

/** The first words of a text, to name it in a menu or aloud. */
export function short(text: string, most = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, "")}…`;
}

/** A card's kind, with the symbol that the format gives it. */
export function KindMark({ kind }: { kind: string }) {
  const found = useVisit()
    .room.one("format", "format")
    .value?.kinds.find((one) => one.id === kind);
  if (!found) return null;
  return (
    <span class="kind">
      {found.symbol && <span aria-hidden="true">{found.symbol} </span>}
      {say(found.label)}
    </span>
  );
}

/** Where a card was written: its experience, and its table. */
export function Origin({ card }: { card: Card }) {
  const { room } = useVisit();
  const experience = room.one("experience", card.experience ?? "").value;
  const group = room.one("group", card.group ?? "").value;
  const parts = [experience && say(experience.title), group?.name].filter(Boolean);
  return parts.length ? <span class="origin">{parts.join(" · ")}</span> : null;
}

/** Who wrote a card, as far as they chose to be named. */
export function Author({ author }: { author: string | null }) {
  const { room } = useVisit();
  const person = room.one("participant", author ?? "").value;
  const roles = room.one("format", "format").value?.roles ?? [];
  if (!person || person.naming === "none") return <span>{tBoard("lineage.unsigned")}</span>;
  const role = roles.find((one) => one.id === person.role);
  const name = person.naming === "name" ? person.name : role ? say(role.label) : "";
  return <span>{name ? tBoard("lineage.by", { name }) : tBoard("lineage.unsigned")}</span>;
}

/** The domains of a card. */
export function Domains({ ids }: { ids: string[] }) {
  const { room } = useVisit();
  return (
    <>
      {ids.map((id) => {
        const domain = room.one("domain", id).value;
        return domain && <DomainTag key={id} domain={domain} />;
      })}
    </>
  );
}
