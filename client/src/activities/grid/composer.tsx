/** Where a card is written: its text first, then its kind and its domains with one tap each. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../ids";
import { Button } from "../../parts/button";
import { DomainToggle } from "../../parts/chip";
import { useDraft } from "../../parts/draft";
import { TextArea } from "../../parts/field";
import { byOrder } from "../../views/order";
import { useVisit, type Visit } from "../../visit";
import type { CardKind, Op } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";

export const CARD_LIMIT = 2000;

interface ComposerProps {
  /** Names the draft: what is being typed is there again after a reload. */
  draft: string;
  kinds: CardKind[];
  /** Everything of the card but its id, kind, text and domains. */
  where: Op["args"];
  /** Where others see that I write, as `criterion/<id>`. */
  place?: string | undefined;
  withDomains?: boolean;
  label?: string;
  hint?: string;
  action?: string;
  laid?: string;
  /** A text to go on from, taken in below what was begun; each time it is another object. */
  seed?: { text: string } | undefined;
  onLaid?: () => void;
  /** Shows everything from the beginning, where writing is all that one came for. */
  opened?: boolean;
  /** Why no more can be laid, where that is so; what was begun stays in the field. */
  full?: string | undefined;
}

interface Marks {
  kind: string;
  domains: string[];
}

function readMarks(visit: Visit, key: string, kinds: CardKind[]): Marks {
  const [kind = "", ...domains] = (visit.drafts.peek()?.get(`${key}#marks`) ?? "").split(" ");
  return { kind: kinds.some((one) => one.id === kind) ? kind : (kinds[0]?.id ?? ""), domains };
}

/** A card's draft: text, kind and domains, kept on this device as they change. */
function useCardDraft(key: string, kinds: CardKind[]) {
  const visit = useVisit();
  const [text, type, sent] = useDraft(key);
  const [marks, setMarks] = useState(() => readMarks(visit, key, kinds));
  return {
    text,
    marks,
    type,
    sent,
    mark: (next: Marks) => {
      setMarks(next);
      visit.drafts.peek()?.set(`${key}#marks`, [next.kind, ...next.domains].join(" "));
    },
  };
}

/** Tells the table where I write, and that I stopped a while after the last key. */
export function useWritingSign(place: string | undefined): () => void {
  const { line } = useVisit();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const said = useRef(false);
  const stop = () => {
    clearTimeout(timer.current);
    if (said.current) line.writing(null);
    said.current = false;
  };
  useEffect(() => stop, [place]);
  return () => {
    if (!place) return;
    if (!said.current) line.writing(place);
    said.current = true;
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, 6_000);
  };
}

/** The composer of a card; give it a `key` so that each place has its own. */
export function Composer(props: ComposerProps) {
  const visit = useVisit();
  const { text, marks, type, sent, mark } = useCardDraft(props.draft, props.kinds);
  const [open, setOpen] = useState(props.opened === true || text !== "");
  const [said, setSaid] = useState("");
  const area = useRef<HTMLFormElement>(null);
  const sign = useWritingSign(props.place);
  useEffect(() => {
    if (!props.seed) return;
    type([text.trimEnd(), props.seed.text].filter(Boolean).join("\n"));
    setOpen(true);
    area.current?.querySelector("textarea")?.focus();
  }, [props.seed]);
  const lay = () => {
    const trimmed = text.trim();
    if (!trimmed || trimmed.length > CARD_LIMIT || props.full) return;
    const card = { card: newId(), ...props.where, kind: marks.kind, text: trimmed, domains: marks.domains };
    void visit.do("card.write", card);
    sent();
    mark({ kind: marks.kind, domains: [] });
    setSaid(`${props.laid ?? tp("card.laid")}${said.endsWith(" ") ? "" : " "}`);
    area.current?.querySelector("textarea")?.focus();
    props.onLaid?.();
  };
  const full = props.full && (
    <p class="soft" role="status">
      {props.full}
    </p>
  );
  if (full && !text) return full;
  return (
    <form
      class={`composer ${open ? "open" : ""}`}
      ref={area}
      onSubmit={(event) => {
        event.preventDefault();
        lay();
      }}
    >
      <TextArea
        label={props.label ?? tp("card.text")}
        placeholder={props.hint ?? tp("card.text.hint")}
        value={text}
        limit={CARD_LIMIT}
        rows={open ? 3 : 2}
        onText={(typed) => {
          type(typed);
          sign();
        }}
        onFocus={() => setOpen(true)}
        onSend={lay}
      />
      {open && (
        <>
          {props.kinds.length > 1 && (
            <KindChoice kinds={props.kinds} kind={marks.kind} onKind={(kind) => mark({ ...marks, kind })} />
          )}
          {props.withDomains !== false && (
            <DomainChoice domains={marks.domains} onDomains={(domains) => mark({ ...marks, domains })} />
          )}
          {full}
          <div class="composer-foot">
            <Button
              look="main"
              type="submit"
              disabled={!text.trim() || text.trim().length > CARD_LIMIT || Boolean(full)}
            >
              {props.action ?? tp("card.lay")}
            </Button>
          </div>
        </>
      )}
      <span class="unseen" role="status">
        {said}
      </span>
    </form>
  );
}

/** Chooses a card's kind with one tap; the chosen one says what it is for. */
export function KindChoice({
  kinds,
  kind,
  onKind,
}: {
  kinds: CardKind[];
  kind: string;
  onKind: (kind: string) => void;
}) {
  const name = useRef(`kind-${newId()}`);
  const help = kinds.find((one) => one.id === kind)?.help;
  return (
    <fieldset class="kinds">
      <legend>{tp("card.kind")}</legend>
      <div class="kinds-row">
        {kinds.map((one) => (
          <label key={one.id} class="kind-choice">
            <input
              type="radio"
              name={name.current}
              checked={one.id === kind}
              onChange={() => onKind(one.id)}
            />
            <span class="kind-symbol" aria-hidden="true">
              {one.symbol}
            </span>
            <span>{say(one.label)}</span>
          </label>
        ))}
      </div>
      {help?.fr && <p class="help">{say(help)}</p>}
    </fieldset>
  );
}

/** Puts domains on and off with one tap each. */
export function DomainChoice({
  domains,
  onDomains,
  quiet = false,
}: {
  domains: string[];
  onDomains: (domains: string[]) => void;
  quiet?: boolean;
}) {
  const all = byOrder(useVisit().room.all("domain"));
  if (all.length === 0) return null;
  const turn = (id: string) =>
    onDomains(domains.includes(id) ? domains.filter((one) => one !== id) : [...domains, id]);
  return (
    <fieldset class="domain-choice">
      <legend class={quiet ? "unseen" : undefined}>
        {tp("card.domains")} <span class="soft">({tp("card.domains.help")})</span>
      </legend>
      <div class="domain-row">
        {all.map((domain) => (
          <DomainToggle
            key={domain.id}
            domain={domain}
            on={domains.includes(domain.id)}
            onToggle={() => turn(domain.id)}
          />
        ))}
      </div>
    </fieldset>
  );
}
