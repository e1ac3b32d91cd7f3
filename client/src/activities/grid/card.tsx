/** One card on the table: read, edited, withdrawn, brought back, and settled where two versions stand. */

import { useEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../../clock";
import { aloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { CardSlip, DomainTag } from "../../parts/chip";
import { copyText } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { useWordOfKept } from "../../parts/draft";
import { Select, TextArea } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { late } from "../../parts/late";
import { Menu, type MenuItem } from "../../parts/menu";
import { toast } from "../../parts/toast";
import { useSeat } from "../../views/mine";
import { byOrder } from "../../views/order";
import { useVisit, type Visit } from "../../visit";
import type { Card, CardKind } from "../../wire.gen";
import { say, t } from "../../words";
import { tp } from "../../words/participant";
import { Alternatives } from "./alternatives";
import { CARD_LIMIT, DomainChoice, KindChoice, useWritingSign } from "./composer";
import { begunEdit, keptEdit } from "./edits";
import { criteriaOf } from "./sheet";

const SheetMark = late(async () => (await import("./sheetmark")).SheetMark, { quiet: true });

/** Takes a card off the table and offers, for a moment, to put it back. */
export function withdraw(visit: Visit, card: string): void {
  aloud(visit, "card.withdraw", { card });
  toast(tp("card.withdrawn"), "plain", {
    label: tp("card.restore"),
    act: () => aloud(visit, "card.restore", { card }),
  });
}

/** How late a card may be seen and still be laid down before one's eyes, and how long `laid` (parts.css) takes; milliseconds. */
const JUST_NOW = 4_000;
const LAYING = 420;
let layingUntil = 0;

/** Tells whether a card is laid down with a movement: one at a time, for each that moves makes every picture dearer. */
function movesIn(at: number): boolean {
  const now = serverNow();
  if (now - at > JUST_NOW || now < layingUntil) return false;
  layingUntil = now + LAYING;
  return true;
}

interface CardViewProps {
  id: string;
  /** The kinds offered when it is edited; none leaves the kind alone. */
  kinds?: CardKind[];
  /** Shows the domains as toggles, so that cards can be gone over. */
  tagging?: boolean;
  /** Shows the row of the grid that it stands in. */
  withCriterion?: boolean;
  readOnly?: boolean;
}

/** A card that is drawn again only when it changes itself. */
export function CardView({ id, kinds = [], tagging, withCriterion, readOnly = false }: CardViewProps) {
  const visit = useVisit();
  const seat = useSeat();
  const [editing, setEditing] = useState(false);
  const card = visit.room.one("card", id).value;
  const [moves] = useState(() => card !== undefined && card.author !== seat.me && movesIn(card.at));
  if (!card) return null;
  const isMine = card.author !== null && card.author === seat.me;
  const may =
    seat.canWrite &&
    !readOnly &&
    (isMine || seat.facilitates || (card.group !== null && card.group === seat.group));
  const mayTake = may && (isMine || seat.scribe || seat.facilitates);
  const items: MenuItem[] = [];
  if (may) items.push({ label: tp("card.edit"), icon: "edit", onPick: () => setEditing(true) });
  items.push({ label: tp("card.copy"), icon: "copy", onPick: () => void copyText(card.text) });
  if (mayTake)
    items.push({
      label: tp("card.withdraw"),
      icon: "close",
      danger: true,
      onPick: () => withdraw(visit, id),
    });
  return (
    <CardSlip
      state={isMine ? "mine" : moves ? "new" : undefined}
      above={headOf(visit, card, withCriterion === true)}
      actions={<Menu items={items} label={tp("card.actions")} />}
      below={footOf(visit, card, isMine, !tagging)}
    >
      {card.text}
      {card.hidden !== null && <p class="error">{tp("card.hidden", { reason: card.hidden })}</p>}
      <Alternatives kind="card" of={card} text={card.text} may={may} />
      {tagging && may && (
        <DomainChoice
          quiet
          domains={card.domains}
          onDomains={(domains) => aloud(visit, "card.edit", { card: id, domains })}
        />
      )}
      {editing && <CardEditor card={card} kinds={kinds} onClose={() => setEditing(false)} />}
    </CardSlip>
  );
}

// The head and the foot are no components of their own: a hall draws cards by the hundred, and each component
// is dearer than what it draws.

function headOf({ room }: Visit, card: Card, withCriterion: boolean) {
  const kind = room.one("format", "format").value?.kinds.find((one) => one.id === card.kind);
  const criterion = withCriterion && card.criterion ? room.one("criterion", card.criterion).value : undefined;
  return (
    <span class="card-kind">
      <span class="kind-symbol" aria-hidden="true">
        {kind?.symbol}
      </span>
      <span>
        {kind ? say(kind.label) : card.kind}
        {criterion && (
          <span class="card-criterion soft">
            {" "}
            · {say(criterion.short.fr ? criterion.short : criterion.label)}
          </span>
        )}
      </span>
    </span>
  );
}

function footOf(visit: Visit, card: Card, isMine: boolean, withDomains: boolean) {
  const domains = withDomains
    ? byOrder(card.domains.flatMap((id) => visit.room.one("domain", id).value ?? []))
    : [];
  const waits =
    isMine && visit.outbox.value?.waiting.value.some((one) => one.op.args.card === card.id && !one.refused);
  return (
    <>
      {domains.map((domain) => (
        <DomainTag key={domain.id} domain={domain} />
      ))}
      <span class="card-author">
        {authorOf(visit, card.author)}
        {card.edited_at !== null && `, ${tp("card.edited")}`}
      </span>
      {card.sheet !== null && <SheetMark id={card.sheet} />}
      {waits && visit.line.status.value.is === "offline" && (
        <span class="card-waits">
          <Icon name="waiting" size={16} />
          {tp("card.waiting")}
        </span>
      )}
    </>
  );
}

function authorOf({ room, line }: Visit, id: string | null): string {
  if (id === null) return tp("card.anonymous");
  if (id === line.me.value?.participant) return tp("card.mine");
  return room.one("participant", id).value?.name ?? t("person.unknown");
}

/** Says who wrote a card, as far as the room lets one know. */
export function AuthorName({ id }: { id: string | null }) {
  return <>{authorOf(useVisit(), id)}</>;
}

/** Edits a card over the page, so that what arrives behind moves nothing under the fingers. */
export function CardEditor({ card, kinds, onClose }: { card: Card; kinds: CardKind[]; onClose: () => void }) {
  const visit = useVisit();
  const key = `edit/${card.id}`;
  const [began] = useState(card);
  const [draft, setDraft] = useState(() => begunEdit(visit.drafts.peek()?.get(key) ?? "", card));
  const { text } = draft;
  const [kind, setKind] = useState(card.kind);
  const [domains, setDomains] = useState(card.domains);
  const [criterion, setCriterion] = useState(card.criterion ?? "");
  const sign = useWritingSign(card.criterion ? `criterion/${card.criterion}` : undefined);
  const offered = kinds.some((one) => one.id === card.kind) ? kinds : [];
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // After the dialog has opened and put focus on its first button.
    const soon = requestAnimationFrame(() => form.current?.querySelector("textarea")?.focus());
    return () => cancelAnimationFrame(soon);
  }, []);
  useWordOfKept(key, () => tp("card.edit.kept"));
  const close = () => {
    visit.drafts.peek()?.set(key, "");
    onClose();
  };
  const save = () => {
    const trimmed = text.trim();
    if (!trimmed || trimmed.length > CARD_LIMIT) return;
    const fields: { [field: string]: unknown } = {};
    if (trimmed !== began.text || draft.rev !== began.rev) fields.text = trimmed;
    if (kind !== began.kind) fields.kind = kind;
    if (criterion && criterion !== began.criterion) fields.criterion = criterion;
    if (domains.join() !== began.domains.join()) fields.domains = domains;
    if (Object.keys(fields).length) void visit.do("card.edit", { card: card.id, ...fields }, draft.rev);
    close();
  };
  return (
    <Dialog open title={tp("card.edit.title")} onClose={onClose}>
      <form
        class="stack"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextArea
          label={tp("card.text")}
          value={text}
          limit={CARD_LIMIT}
          rows={3}
          onText={(typed) => {
            setDraft({ ...draft, text: typed });
            visit.drafts.peek()?.set(key, keptEdit({ ...draft, text: typed }));
            sign();
          }}
          onSend={save}
        />
        {offered.length > 1 && <KindChoice kinds={offered} kind={kind} onKind={setKind} />}
        <DomainChoice domains={domains} onDomains={setDomains} />
        {began.criterion && (
          <Select label={tp("card.criterion")} value={criterion} onText={setCriterion}>
            {criteriaOf(visit.room).map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.label)}
              </option>
            ))}
          </Select>
        )}
        <div class="row end">
          <Button onClick={close}>{t("part.cancel")}</Button>
          <Button look="main" type="submit" disabled={!text.trim() || text.trim().length > CARD_LIMIT}>
            {tp("card.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
