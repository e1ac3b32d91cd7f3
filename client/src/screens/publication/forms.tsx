/** The publication to take away, in each form that the server makes. */

import { useEffect, useState } from "preact/hooks";
import { publication, publicationForms, RefusedCall } from "../../api";
import { Icon } from "../../parts/icons";
import { saveFile } from "../../parts/savefile";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import type { Language } from "../../wire.gen";
import { whyRefused } from "../../words";
import { tPub } from "../../words/publication";

/** In the order in which people ask for them; a form that is not named here comes last. */
const KNOWN = ["html", "pdf", "docx", "odt", "md", "xlsx", "csv", "json"] as const;
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

function Form({ code, form, language }: { code: string; form: string; language: Language }) {
  const { pass } = useVisit();
  const [busy, setBusy] = useState(false);
  const name = isKnown(form) ? tPub(`form.${form}`) : form;
  const take = async () => {
    setBusy(true);
    try {
      const file = `recolte-${code}-${language}.${form}`;
      saveFile(await publication(code, form, pass.token, language), file);
      toast(tPub("form.made", { name: file }));
    } catch (error) {
      toast(whyNot(error), "bad");
    } finally {
      setBusy(false);
    }
  };
  return (
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
        <span class="small soft">
          {busy ? tPub("form.making") : isKnown(form) ? tPub(`form.${form}.help`) : tPub("form.other.help")}
        </span>
      </span>
      <span class="small soft" aria-hidden="true">
        .{form}
      </span>
    </button>
  );
}
