/** A text in Markdown, and beside it what people will read: written as one types, shown as the server made it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { filePath, RefusedCall, upload } from "../../../api";
import { Button } from "../../../parts/button";
import { Reading } from "../../../parts/chip";
import { TextArea } from "../../../parts/field";
import { writePage } from "../../../preparing";
import { useVisit } from "../../../visit";
import type { Language, PageDraft, Text } from "../../../wire.gen";
import { say, whyRefused } from "../../../words";
import { tr } from "../../../words/prepare";
import { TwoTexts } from "./fields";

/** How long a hand must rest before the text is written, in milliseconds. */
const REST = 900;

interface PageEditorProps {
  page: string;
  /** The experience whose dossier this is. */
  experience?: string;
  title: Text;
}

type State = "kept" | "writing" | "waiting";

/** Keeps a draft on the server whenever the hand rests, and once more when one leaves. */
function useKeeping(page: string, first: PageDraft) {
  const { code, pass } = useVisit();
  const [draft, setDraft] = useState(first);
  const [state, setState] = useState<State>("kept");
  const [refusal, setRefusal] = useState("");
  const [html, setHtml] = useState<Text | null>(null);
  const latest = useRef({ draft: first, kept: first });
  const keep = async () => {
    const sent = latest.current.draft;
    if (sent === latest.current.kept || !sent.title.fr.trim()) return;
    setState("writing");
    try {
      const answer = await writePage(code, pass.token, page, sent);
      latest.current.kept = sent;
      setHtml(answer.html);
      setRefusal("");
      setState(latest.current.draft === sent ? "kept" : "waiting");
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(whyRefused(error.code, error.facts));
      setState("waiting");
    }
  };
  useEffect(() => {
    if (draft === latest.current.kept) return;
    const rested = setTimeout(() => void keep(), REST);
    return () => clearTimeout(rested);
  }, [draft]);
  useEffect(() => () => void keep(), []);
  const write = (fields: Partial<PageDraft>) => {
    const changed = { ...latest.current.draft, ...fields };
    latest.current.draft = changed;
    setDraft(changed);
    setState("waiting");
  };
  return { draft, write, state, refusal, html, keep };
}

/** Edits a page in both languages. */
export function PageEditor({ page, experience, title }: PageEditorProps) {
  const known = useVisit().room.peek("page", page);
  const first = useRef<PageDraft>({
    title: known?.title ?? title,
    markdown: known?.markdown ?? { fr: "", en: "" },
    experience: experience ?? null,
  });
  const { draft, write, state, refusal, html, keep } = useKeeping(page, first.current);
  const [as, setAs] = useState<Language>("fr");
  const shown = html ?? known?.html;
  return (
    <div class="stack page-editor">
      <TwoTexts
        label={tr("page.name")}
        value={draft.title}
        onText={(title) => write({ title })}
        error={draft.title.fr.trim() ? undefined : tr("title.missing")}
      />
      <div class="row spread">
        <fieldset class="ticks row" aria-label={tr("page.language")}>
          {(["fr", "en"] as const).map((one) => (
            <Button
              key={one}
              class={one === as ? "pressed" : ""}
              aria-pressed={one === as}
              onClick={() => setAs(one)}
            >
              {tr(one === "fr" ? "french" : "english")}
            </Button>
          ))}
        </fieldset>
        <p class="small soft" role="status">
          {refusal ? "" : tr(`page.${state}`)}
        </p>
      </div>
      {refusal && (
        <div class="row">
          <p class="error" role="alert">
            {refusal}
          </p>
          <Button onClick={() => void keep()}>{tr("page.again")}</Button>
        </div>
      )}
      <div class="page-sides">
        <div class="stack-s">
          <TextArea
            label={tr("page.text")}
            help={tr("page.help")}
            rows={12}
            limit={20_000}
            value={draft.markdown[as]}
            onText={(text) => write({ markdown: { ...draft.markdown, [as]: text } })}
          />
          <AddPicture
            onPicture={(markdown) =>
              write({
                markdown: { ...draft.markdown, [as]: `${draft.markdown[as].trimEnd()}\n\n${markdown}\n` },
              })
            }
          />
        </div>
        <section class="page-preview" aria-label={tr("page.preview")}>
          <p class="small soft">{tr("page.preview")}</p>
          {shown?.[as] ? <Reading html={shown[as]} /> : <p class="soft">{tr("page.empty")}</p>}
        </section>
      </div>
    </div>
  );
}

/** Uploads a picture and gives the Markdown that shows it. */
function AddPicture({ onPicture }: { onPicture: (markdown: string) => void }) {
  const { code, pass } = useVisit();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setRefusal("");
    try {
      const added = await upload(code, pass.token, file, file.name);
      onPicture(`![${tr("page.picture.alt")}](${filePath(code, added.file)})`);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(whyRefused(error.code, error.facts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <input
        ref={field}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
        aria-label={tr("page.picture")}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Button icon="picture" busy={busy} onClick={() => field.current?.click()}>
        {tr("page.picture")}
      </Button>
      {refusal && (
        <p class="error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** Says a title for a dialog about it, also while it has none. */
export const named = (title: Text): string => say(title) || tr("page.untitled");
