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
import { useTry } from "./trying";

/** How long a hand must rest before the text is written, in milliseconds. */
const REST = 900;

interface PageEditorProps {
  page: string;
  /** The experience whose dossier this is. */
  experience?: string;
  title: Text;
}

type State = "kept" | "writing" | "waiting";

/** A text without the blanks around it, which are typed and not kept. */
const bare = (text: Text): string => JSON.stringify([text.fr.trim(), text.en.trim()]);

/**
 * Keeps a draft on the server whenever the hand rests, and once more when one leaves. What others write in the
 * page comes in while nothing of one's own waits; where something does, the server merges both.
 */
function useKeeping(page: string, first: PageDraft) {
  const { code, pass, room } = useVisit();
  const now = room.one("page", page).value;
  const [draft, setDraft] = useState(first);
  const [state, setState] = useState<State>("kept");
  const [refusal, setRefusal] = useState("");
  const [html, setHtml] = useState<Text | null>(null);
  /** What stands in the fields, what the server has of it (as its `rev`), what was sent last, and whether it is on its way. */
  const latest = useRef({ draft: first, kept: first, sent: first, rev: 0, busy: false, again: false });
  const take = (markdown: Text, title: Text) => {
    const own = latest.current;
    if (bare(own.draft.markdown) === bare(markdown) && bare(own.draft.title) === bare(title)) return;
    own.draft = own.kept = own.sent = { ...own.draft, markdown, title };
    setDraft(own.draft);
  };
  const catchUp = () => {
    const { draft, kept, busy, rev } = latest.current;
    const there = room.peek("page", page);
    if (!there || there.rev < rev || busy || draft !== kept) return;
    take(there.markdown, there.title);
    setHtml(there.html);
  };
  const keep = async () => {
    const own = latest.current;
    own.again = own.busy;
    const sent = own.draft;
    if (own.busy || sent === own.kept || !sent.title.fr.trim()) return;
    const there = room.peek("page", page);
    // Where an answer was lost on its way, the room has what was sent, and the next is made of that.
    if (there && bare(there.markdown) === bare(own.sent.markdown)) own.kept = own.sent;
    const title = bare(sent.title) === bare(own.kept.title) ? (there?.title ?? sent.title) : sent.title;
    own.sent = sent;
    own.busy = true;
    setState("writing");
    try {
      const answer = await writePage(code, pass.token, page, { ...sent, title, begun: own.kept.markdown });
      own.kept = sent;
      own.rev = answer.rev;
      setHtml(answer.html);
      setRefusal("");
      if (own.draft === sent) take(answer.markdown, title);
      setState(own.draft === own.kept ? "kept" : "waiting");
    } catch (error) {
      own.again = false;
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(whyRefused(error.code, error.facts));
      setState("waiting");
    } finally {
      own.busy = false;
    }
    if (own.again) void keep();
    else catchUp();
  };
  useEffect(() => {
    if (draft === latest.current.kept) return;
    const rested = setTimeout(() => void keep(), REST);
    return () => clearTimeout(rested);
  }, [draft]);
  useEffect(() => () => void keep(), []);
  useEffect(catchUp, [now?.rev]);
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
          {shown?.[as] ? <Reading html={shown[as]} lang={as} /> : <p class="soft">{tr("page.empty")}</p>}
        </section>
      </div>
    </div>
  );
}

/** Uploads a picture and gives the Markdown that shows it. */
function AddPicture({ onPicture }: { onPicture: (markdown: string) => void }) {
  const { code, pass } = useVisit();
  const field = useRef<HTMLInputElement>(null);
  const { busy, refusal, attempt } = useTry();
  const take = (file: File | undefined) => {
    if (!file) return;
    attempt(async () => {
      const added = await upload(code, pass.token, file, file.name);
      onPicture(`![${tr("page.picture.alt")}](${filePath(code, added.file)})`);
    });
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
          take(event.currentTarget.files?.[0]);
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
