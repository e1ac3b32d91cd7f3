/** The pen of a table: who holds it, handing it over, and for how many people its phone speaks. */

import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { useMine } from "../../views/mine";
import { namesApart } from "../../views/seating";
import type { Participant } from "../../wire.gen";
import { tAttention } from "../../words/attention";

/** What server/core/people.py allows one device to speak for. */
const MOST_VOICES = 12;

/** The section of my table's page. */
export function Pen() {
  const { person, mates, canWrite } = useMine();
  const act = useAct();
  if (!person?.group) return null;
  const holder = mates.find((mate) => mate.scribe);
  const mine = holder?.id === person.id;
  // Who gives the pen away gives up the voices of the others with it.
  const ended = (words: string) =>
    person.speaks_for > 1 ? `${words} ${tAttention("pen.did.voices")}` : words;
  const hand = (to: Participant) =>
    void act(
      "scribe.hand",
      { participant: to.id },
      to.id === person.id ? tAttention("pen.did.mine") : ended(tAttention("pen.did", { name: to.name })),
    );
  const putDown = () =>
    void act(
      "participant.edit",
      { participant: person.id, scribe: false, speaks_for: 1 },
      ended(tAttention("pen.did.down")),
    );
  return (
    <section class="sheet stack pen">
      <h2>{tAttention("pen.title")}</h2>
      <p role="status">
        {mine && tAttention("pen.mine")}
        {holder && !mine && tAttention("pen.theirs", { name: holder.name })}
        {!holder && tAttention("pen.nobody")}
      </p>
      {mine && canWrite && <Voices person={person} />}
      {canWrite && (
        <div class="row">
          {!mine && (
            <Button icon="edit" onClick={() => hand(person)}>
              {tAttention("pen.take")}
            </Button>
          )}
          {mine && (
            <HandOver mates={mates.filter((mate) => mate.id !== person.id && mate.device)} onHand={hand} />
          )}
          {mine && (
            <Button look="plain" onClick={putDown}>
              {tAttention("pen.down")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function HandOver({ mates, onHand }: { mates: Participant[]; onHand: (to: Participant) => void }) {
  const names = namesApart(mates, []);
  return (
    <>
      {mates.map((mate) => (
        <Button key={mate.id} icon="forward" onClick={() => onHand(mate)}>
          {tAttention("pen.give", { name: names.get(mate.id) ?? mate.name })}
        </Button>
      ))}
    </>
  );
}

function Voices({ person }: { person: Participant }) {
  const act = useAct();
  const n = person.speaks_for;
  const say = (voices: number) =>
    void act("participant.edit", { participant: person.id, speaks_for: voices });
  return (
    <div class="voices">
      <div class="row">
        <IconButton
          icon="minus"
          class="framed"
          label={tAttention("voices.less")}
          disabled={n <= 1}
          onClick={() => say(n - 1)}
        />
        <output class="figures">{tAttention("voices.label", { n })}</output>
        <IconButton
          icon="add"
          class="framed"
          label={tAttention("voices.more")}
          disabled={n >= MOST_VOICES}
          onClick={() => say(n + 1)}
        />
      </div>
      <p class="small soft">{tAttention("voices.help")}</p>
    </div>
  );
}
