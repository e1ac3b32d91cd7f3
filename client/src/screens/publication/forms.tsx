/** The publication to take away, in each form that the server makes; how far it is, and a way to stop. */

import { useEffect, useRef, useState } from "preact/hooks";
import { publicationForms, RefusedCall } from "../../api";
import { make } from "../../making";
import { IconButton } from "../../parts/button";
import { Icon } from "../../parts/icons";
import { saveFile } from "../../parts/savefile";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import type { Language, MakingState } from "../../wire.gen";
import { whyRefused } from "../../words";
import { tPub } from "../../words/publication";

/** In the order in which people ask for them; a form that is not named here comes last. */
const KNOWN = ["pdf", "docx", "odt", "html", "xlsx", "md", "csv", "json"] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (form: string): form is Known => (KNOWN as readonly string[]).includes(form);

/** Says why the server refused, whatever went wrong on the way. */
export function whyNot(error: unknown): string {
  return error instanceof RefusedCall ? whyRefused(error.code, error.facts) : whyRefused("network.gone");
}

/** Lists the forms; each downloads when it is pressed. */
export function Forms({ code, language }: { code: string; language: Language }) {
  const { pass } = useVisit();
  const [forms, setForms] = useState<string[] | null>(null);
  const [why, setWhy] = useState("");
  useEffect(() => {
    publicationForms(code, pass.token).then(
      (said) => setForms([...said.forms].sort((a, b) => place(a) - place(b))),
      (error: unknown) => setWhy(whyNot(error)),
    );
  }, [code, pass]);
  return (
    <section class="stack-s">
      <h2>{tPub("forms.title")}</h2>
      {why && (
        <p class="error" role="alert">
          {why}
        </p>
      )}
      {forms?.length === 0 && <p class="soft">{tPub("forms.none")}</p>}
      <ul class="plain-list forms">
        {forms?.map((form) => (
          <li key={form}>
            <Form code={code} form={form} language={language} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function place(form: string): number {
  const at = (KNOWN as readonly string[]).indexOf(form);
  return at < 0 ? KNOWN.length : at;
}

/** Says in words how far a document is. */
export function phaseOf(state: MakingState): string {
  if (state.phase === "waiting" && state.ahead > 0) return tPub("phase.ahead", { n: state.ahead });
  return tPub(`phase.${state.phase}`);
}

/** How much of the bar is full: the phases are known, their lengths are not. */
const SHARES: Record<MakingState["phase"], number> = {
  waiting: 0.05,
  reading: 0.2,
  composing: 0.45,
  writing: 0.75,
  done: 1,
  failed: 0,
};

/** A bar that says how far a document is. */
export function Progress({ state }: { state: MakingState }) {
  return <progress class="making" max={1} value={SHARES[state.phase]} aria-label={phaseOf(state)} />;
}

function Form({ code, form, language }: { code: string; form: string; language: Language }) {
  const { pass } = useVisit();
  const [state, setState] = useState<MakingState | null>(null);
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const name = isKnown(form) ? tPub(`form.${form}`) : form;
  const take = async () => {
    const begun = new AbortController();
    stop.current = begun;
    setBusy(true);
    try {
      const file = `recolte-${code}-${language}.${form}`;
      const made = await make({ code, token: pass.token, form, language }, begun.signal, setState);
      saveFile(made.blob, file);
      toast(tPub("form.made", { name: file }));
    } catch (error) {
      if (!begun.signal.aborted) toast(whyNot(error), "bad");
    } finally {
      setBusy(false);
      setState(null);
    }
  };
  const help = isKnown(form) ? tPub(`form.${form}.help`) : tPub("form.other.help");
  return (
    <div class="form-row">
      <button
        type="button"
        class="form"
        aria-busy={busy || undefined}
        disabled={busy}
        onClick={() => void take()}
      >
        <Icon name={busy ? "waiting" : "download"} size={22} />
        <span>
          <strong>{name}</strong>
          <span class="small soft" role="status">
            {busy ? (state ? phaseOf(state) : tPub("form.making")) : help}
          </span>
          {busy && state && <Progress state={state} />}
        </span>
        <span class="small soft" aria-hidden="true">
          .{form}
        </span>
      </button>
      {busy && (
        <IconButton
          icon="close"
          label={tPub("form.stop", { form: name })}
          onClick={() => stop.current?.abort()}
        />
      )}
    </div>
  );
}
