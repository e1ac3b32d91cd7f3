/** The grid of the day: its prerequisites with their questions, and the impact domains. */

import { useState } from "preact/hooks";
import { changed } from "../../../changed";
import { newId } from "../../../ids";
import { useAct } from "../../../parts/acting";
import { Button } from "../../../parts/button";
import { Confirm, Dialog } from "../../../parts/dialog";
import { Select } from "../../../parts/field";
import { DomainShape } from "../../../parts/icons";
import { Menu } from "../../../parts/menu";
import { byOrder } from "../../../views/order";
import { useVisit } from "../../../visit";
import type { Criterion, Domain, Text } from "../../../wire.gen";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { useRoomInfo } from "../state";
import { TwoTexts } from "./fields";
import { filled, linesOf, textsOf } from "./lines";

const NOTHING: Text = { fr: "", en: "" };

/** The prerequisites and the domains, to be changed. */
export function GridEditor() {
  return (
    <div class="stack">
      <Criteria />
      <Domains />
    </div>
  );
}

function Criteria() {
  const { room } = useVisit();
  const { closed } = useRoomInfo();
  const [worked, setWorked] = useState<Criterion | "new" | null>(null);
  const close = () => setWorked(null);
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tr("grid.criteria")}</h2>
        {!closed && (
          <Button icon="add" onClick={() => setWorked("new")}>
            {tr("grid.add")}
          </Button>
        )}
      </div>
      {!closed && <p class="small soft">{tr("grid.help")}</p>}
      <ol class="plain-list prepared">
        {byOrder(room.all("criterion")).map((one, at) => (
          <CriterionSlip key={one.id} criterion={one} number={at + 1} onEdit={() => setWorked(one)} />
        ))}
      </ol>
      <Dialog
        open={worked !== null}
        place="side"
        title={worked && worked !== "new" ? tr("grid.edit", { name: say(worked.label) }) : tr("grid.new")}
        onClose={close}
      >
        {worked && <CriterionForm {...(worked === "new" ? {} : { criterion: worked })} onDone={close} />}
      </Dialog>
    </section>
  );
}

function CriterionSlip({
  criterion,
  number,
  onEdit,
}: {
  criterion: Criterion;
  number: number;
  onEdit: () => void;
}) {
  const act = useAct();
  const { closed } = useRoomInfo();
  const name = say(criterion.label);
  const remove = () =>
    void act("criterion.remove", { criterion: criterion.id }, tr("did.grid.remove", { name }));
  return (
    <li class="prepared-slip sheet">
      <div class="prepared-words">
        <h3>
          {number}. {name}
        </h3>
        <p class="small soft">{tr("grid.questions.n", { n: criterion.questions.length })}</p>
      </div>
      {!closed && (
        <Menu
          label={tr("grid.actions", { name })}
          items={[
            { label: tr("edit"), icon: "edit", onPick: onEdit },
            { label: tr("grid.remove"), icon: "close", danger: true, onPick: remove },
          ]}
        />
      )}
    </li>
  );
}

function CriterionForm({ criterion, onDone }: { criterion?: Criterion; onDone: () => void }) {
  const act = useAct();
  const [label, setLabel] = useState<Text>(criterion?.label ?? NOTHING);
  const [short, setShort] = useState<Text>(criterion?.short ?? NOTHING);
  const [questions, setQuestions] = useState(linesOf(criterion?.questions ?? []));
  const [looked, setLooked] = useState(false);
  const missing = (text: Text) => (looked && !text.fr.trim() ? tr("title.missing") : undefined);
  const submit = async (event: Event) => {
    event.preventDefault();
    setLooked(true);
    if (!label.fr.trim() || (criterion && !short.fr.trim())) return;
    const fields = { label, short, questions: filled(textsOf(questions)) };
    const done = criterion
      ? await act(
          "criterion.edit",
          { criterion: criterion.id, ...changed<Partial<Criterion>>(criterion, fields) },
          tr("did.grid", { name: say(label) }),
        )
      : await act(
          "criterion.add",
          { criterion: newId(), ...fields },
          tr("did.grid.add", { name: say(label) }),
        );
    if (done) onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      <TwoTexts label={tr("grid.label")} value={label} onText={setLabel} error={missing(label)} />
      <TwoTexts
        label={tr("grid.short")}
        {...(criterion ? { error: missing(short) } : { help: tr("grid.short.help") })}
        value={short}
        onText={setShort}
        limit={80}
      />
      <TwoTexts
        label={tr("grid.questions")}
        help={tr("prompt.choices.help")}
        rows={4}
        limit={6000}
        value={questions}
        onText={setQuestions}
      />
      <div class="row end">
        <Button onClick={onDone}>{tr("cancel")}</Button>
        <Button type="submit" look="main">
          {tr(criterion ? "save" : "add")}
        </Button>
      </div>
    </form>
  );
}

function Domains() {
  const { room } = useVisit();
  const act = useAct();
  const { closed } = useRoomInfo();
  const [worked, setWorked] = useState<Domain | "new" | null>(null);
  const close = () => setWorked(null);
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tr("domains.title")}</h2>
        {!closed && (
          <Button icon="add" onClick={() => setWorked("new")}>
            {tr("domains.add")}
          </Button>
        )}
      </div>
      <ul class="plain-list prepared">
        {byOrder(room.all("domain")).map((one) => (
          <li key={one.id} class="prepared-slip sheet">
            <div class="prepared-words">
              <h3 class="row">
                <DomainShape order={one.order} size={22} />
                {say(one.label)}
              </h3>
              {one.example.fr && <p class="small soft">{say(one.example)}</p>}
            </div>
            {!closed && (
              <Menu
                label={tr("domains.actions", { name: say(one.label) })}
                items={[
                  { label: tr("edit"), icon: "edit", onPick: () => setWorked(one) },
                  {
                    label: tr("domains.remove"),
                    icon: "close",
                    danger: true,
                    onPick: () =>
                      void act(
                        "domain.remove",
                        { domain: one.id },
                        tr("did.domain.remove", { name: say(one.label) }),
                      ),
                  },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
      {!closed && <Presets />}
      <Dialog
        open={worked !== null}
        place="side"
        title={worked && worked !== "new" ? tr("grid.edit", { name: say(worked.label) }) : tr("domains.new")}
        onClose={close}
      >
        {worked && <DomainForm {...(worked === "new" ? {} : { domain: worked })} onDone={close} />}
      </Dialog>
    </section>
  );
}

function DomainForm({ domain, onDone }: { domain?: Domain; onDone: () => void }) {
  const act = useAct();
  const [label, setLabel] = useState<Text>(domain?.label ?? NOTHING);
  const [short, setShort] = useState<Text>(domain?.short ?? NOTHING);
  const [example, setExample] = useState<Text>(domain?.example ?? NOTHING);
  const [looked, setLooked] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setLooked(true);
    if (!label.fr.trim()) return;
    const edited = { domain: domain?.id ?? newId(), label, short, example };
    if (await act("domain.edit", edited, tr("did.grid", { name: say(label) }))) onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      <TwoTexts
        label={tr("grid.label")}
        value={label}
        onText={setLabel}
        error={looked && !label.fr.trim() ? tr("title.missing") : undefined}
      />
      <TwoTexts label={tr("grid.short")} value={short} onText={setShort} limit={80} />
      <TwoTexts label={tr("domains.example")} rows={3} limit={1000} value={example} onText={setExample} />
      <div class="row end">
        <Button onClick={onDone}>{tr("cancel")}</Button>
        <Button type="submit" look="main">
          {tr(domain ? "save" : "add")}
        </Button>
      </div>
    </form>
  );
}

/** Other sets of domains that are really used somewhere. */
function Presets() {
  const presets = useVisit().room.one("format", "format").value?.domain_presets ?? [];
  const act = useAct();
  const [chosen, setChosen] = useState("");
  const [asking, setAsking] = useState(false);
  const preset = presets.find((one) => one.id === (chosen || presets[0]?.id));
  if (!preset) return null;
  const name = say(preset.label);
  return (
    <div class="show-one">
      <Select label={tr("domains.preset")} value={preset.id} onText={setChosen}>
        {presets.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.label)}
          </option>
        ))}
      </Select>
      <Button onClick={() => setAsking(true)}>{tr("domains.take")}</Button>
      <Confirm
        open={asking}
        title={tr("domains.take.title", { name })}
        text={preset.domains.map((one) => say(one.label)).join(" · ")}
        action={tr("domains.take")}
        onNo={() => setAsking(false)}
        onYes={() => {
          setAsking(false);
          void act("domain.take", { preset: preset.id }, tr("did.domains", { name }));
        }}
      />
    </div>
  );
}
