/** The table's appraisal of a criterion: a level, and the reason that makes it worth reading. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../ids";
import { aloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { TextArea } from "../../parts/field";
import { useVisit } from "../../visit";
import type { Appraisal } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { Alternatives } from "./alternatives";
import { useWritingSign } from "./composer";
import { begunEdit, keptEdit } from "./edits";
import type { Sheet } from "./sheet";

const REASON_LIMIT = 1000;

/** Gives the appraisal of a criterion on a sheet, as it stands. */
export function useAppraisal(sheet: Pick<Sheet, "group" | "experience">, criterion: string) {
  const id = `${sheet.group}:${sheet.experience ?? ""}:${criterion}`;
  return useVisit().room.one("appraisal", id).value;
}

/** Sets a level with one tap, then asks why; absent where the format has no scale. */
export function AppraisalForm({ sheet, criterion }: { sheet: Sheet; criterion: string }) {
  const visit = useVisit();
  const name = useRef(`level-${newId()}`);
  const scale = visit.room.one("format", "format").value?.scale ?? [];
  const given = useAppraisal(sheet, criterion);
  if (scale.length === 0) return null;
  const where = { group: sheet.group, experience: sheet.experience, criterion };
  return (
    <div class="appraisal">
      <fieldset class="levels" disabled={!sheet.canWrite}>
        <legend>{tp("appraisal.title")}</legend>
        <div class="levels-row">
          {scale.map((level) => (
            <label key={level.id} class="level">
              <input
                type="radio"
                name={name.current}
                checked={given?.level === level.id}
                onChange={() => aloud(visit, "appraisal.set", { ...where, level: level.id })}
              />
              <span class="level-symbol" aria-hidden="true">
                {level.symbol}
              </span>
              <span>{say(level.label)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {given && sheet.canWrite && <Reason given={given} />}
      {given && !sheet.canWrite && given.reason && <p class="pre">{given.reason}</p>}
      {given && <Alternatives kind="appraisal" of={given} text={given.reason} may={sheet.canWrite} />}
    </div>
  );
}

/** The same on a phone: a line that says how it stands, and the form behind it. */
export function FoldedAppraisal({ sheet, criterion }: { sheet: Sheet; criterion: string }) {
  const scale = useVisit().room.one("format", "format").value?.scale ?? [];
  const given = useAppraisal(sheet, criterion);
  const level = scale.find((one) => one.id === given?.level);
  if (scale.length === 0) return null;
  return (
    <details class="folded-appraisal">
      <summary>
        <span>{tp("appraisal.short")}</span>
        <span class="folded-level">
          {level && <span aria-hidden="true">{level.symbol} </span>}
          {level ? say(level.label) : tp("appraisal.none")}
        </span>
      </summary>
      <AppraisalForm sheet={sheet} criterion={criterion} />
    </details>
  );
}

/** The reason: what others save shows at once, unless I am in the middle of writing mine. */
function Reason({ given }: { given: Appraisal }) {
  const visit = useVisit();
  const key = `reason/${given.id}`;
  const [begun] = useState(() =>
    begunEdit(visit.drafts.peek()?.get(key) ?? "", { rev: given.rev, text: given.reason }),
  );
  const [text, setText] = useState(begun.text);
  const base = useRef(begun.rev);
  const dirty = useRef(text !== given.reason);
  const [said, setSaid] = useState("");
  const sign = useWritingSign(`criterion/${given.criterion}`);
  useEffect(() => {
    if (dirty.current) return;
    base.current = given.rev;
    setText(given.reason);
  }, [given.reason, given.rev]);
  const save = () => {
    const { group, experience, criterion, level } = given;
    const args = { group, experience, criterion, level, reason: text.trim() };
    void visit.do("appraisal.set", args, base.current);
    visit.drafts.peek()?.set(key, "");
    dirty.current = false;
    setSaid(tp("appraisal.saved"));
  };
  const changed = text.trim() !== given.reason;
  return (
    <div class="stack-s">
      <TextArea
        label={tp("appraisal.reason")}
        placeholder={tp("appraisal.reason.hint")}
        value={text}
        limit={REASON_LIMIT}
        rows={1}
        onText={(typed) => {
          dirty.current = typed.trim() !== given.reason;
          setText(typed);
          setSaid("");
          visit.drafts.peek()?.set(key, dirty.current ? keptEdit({ rev: base.current, text: typed }) : "");
          sign();
        }}
        onSend={save}
      />
      {changed && (
        <div class="row end">
          <Button disabled={text.trim().length > REASON_LIMIT} onClick={save}>
            {tp("appraisal.save")}
          </Button>
        </div>
      )}
      <span class="unseen" role="status">
        {said}
      </span>
    </div>
  );
}

/** The appraisal in one line, to be read. */
export function AppraisalLine({
  sheet,
  criterion,
}: {
  sheet: Pick<Sheet, "group" | "experience">;
  criterion: string;
}) {
  const given = useAppraisal(sheet, criterion);
  const level = useVisit()
    .room.one("format", "format")
    .value?.scale.find((one) => one.id === given?.level);
  if (!given || !level) return null;
  return (
    <p class="appraisal-line">
      <span class="level-symbol" aria-hidden="true">
        {level.symbol}
      </span>
      <strong>{say(level.label)}</strong>
      {given.reason && <span> : {given.reason}</span>}
    </p>
  );
}
