/** One text of the document, edited beside what the room says, and what to choose where both have changed. */

import { useEffect, useState } from "preact/hooks";
import { begunEdit, keptEdit } from "../../activities/grid/edits";
import { markdownHtml } from "../../making";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Reading } from "../../parts/chip";
import { Field, TextArea } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { hasMoved, isEdited, type Place, passageId, worded } from "../../views/edition";
import { useVisit } from "../../visit";
import type { Language, Passage } from "../../wire.gen";
import { whyRefused } from "../../words";
import { tEdit } from "../../words/edition";

interface PassageFormProps {
  place: Place;
  language: Language;
  /** A section that a facilitator added: there are no words of the room to go back to. */
  own?: boolean;
  onDone: () => void;
}

/** What was typed and not sent yet outlives a reload: it is kept as a draft of this place, with where it was begun. */
function useTyped(place: Place, language: Language, passage: Passage | undefined) {
  const { room, drafts } = useVisit();
  const key = `edition:${passageId(place.id, language)}`;
  const [began] = useState(() => {
    const text = worded(passage, place.text);
    return {
      title: passage?.title ?? "",
      text,
      edit: begunEdit(drafts.peek()?.get(key) ?? "", { rev: room.seq.peek(), text }),
    };
  });
  const [title, setTitle] = useState(began.title);
  const [text, setText] = useState(began.edit.text);
  const write = (typed: string) => {
    setText(typed);
    drafts.peek()?.set(key, typed === began.text ? "" : keptEdit({ ...began.edit, text: typed }));
  };
  const forget = () => drafts.peek()?.set(key, "");
  return { title, setTitle, text, write, began, forget };
}

/** Edits the words of a place in one language. */
export function PassageForm({ place, language, own = false, onDone }: PassageFormProps) {
  const visit = useVisit();
  const act = useAct();
  const passage = visit.room.one("passage", passageId(place.id, language)).value;
  const typed = useTyped(place, language, passage);
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const where = { section: place.id, language };
  const send = async (settle: boolean, text = typed.text) => {
    setBusy(true);
    const fields = {
      ...(place.titled && typed.title !== typed.began.title ? { title: typed.title } : {}),
      ...(text !== typed.began.text || settle ? { text, settle } : {}),
    };
    // Where one settles, one has seen the room as it is now, and not as it was on beginning.
    const base = settle ? visit.room.seq.peek() : typed.began.edit.rev;
    const done = await visit.do("edition.text", { ...where, ...fields }, base);
    setBusy(false);
    if ("refused" in done) return setWhy(whyRefused(done.refused, done.facts));
    typed.forget();
    onDone();
  };
  const reset = async () => {
    if (!(await act("edition.reset", where, tEdit("did.reset")))) return;
    typed.forget();
    onDone();
  };
  const moved = hasMoved(passage, place.text);
  const changed = typed.title !== typed.began.title || typed.text !== typed.began.text;
  return (
    <form
      class="stack passage"
      onSubmit={(event) => {
        event.preventDefault();
        void send(moved);
      }}
    >
      {moved && passage && (
        <Choose
          passage={passage}
          text={place.text}
          onMine={() => void send(true)}
          onRoom={() => void reset()}
        />
      )}
      {passage?.alternatives.map((other) => (
        <div class="version" key={other.text}>
          <p class="small soft">{tEdit("other")}</p>
          <p class="written">{other.text}</p>
          <Button onClick={() => void send(true, other.text)}>{tEdit("take.other")}</Button>
        </div>
      ))}
      {passage && passage.alternatives.length > 0 && (
        <Button onClick={() => void send(true)}>{tEdit("keep.below")}</Button>
      )}
      {place.titled && (
        <Field
          label={tEdit("name")}
          value={typed.title}
          placeholder={place.title}
          onText={typed.setTitle}
          maxLength={160}
          {...(own ? {} : { help: tEdit("name.help") })}
        />
      )}
      <TextArea
        label={tEdit(place.rich ? "text.rich" : "text")}
        help={place.rich ? tEdit("markdown") : undefined}
        rows={place.rich ? 8 : 4}
        limit={20_000}
        value={typed.text}
        onText={typed.write}
      />
      {place.rich && <Rendered text={typed.text} />}
      {!own && place.text && !moved && typed.text !== place.text && (
        <details>
          <summary>{tEdit("room.says")}</summary>
          <p class="written soft">{place.text}</p>
        </details>
      )}
      {why && (
        <p class="error" role="alert">
          {why}
        </p>
      )}
      <div class="row end">
        {!own && isEdited(passage) && (
          <Button icon="undo" onClick={() => void reset()}>
            {tEdit("reset")}
          </Button>
        )}
        <Button type="submit" look="main" busy={busy} disabled={!changed && !moved}>
          {tEdit("save")}
        </Button>
      </div>
    </form>
  );
}

interface ChooseProps {
  passage: Passage;
  text: string;
  onMine: () => void;
  onRoom: () => void;
}

/** Shows both texts where the room changed its words under an edit, to be chosen between. */
function Choose({ passage, text, onMine, onRoom }: ChooseProps) {
  return (
    <div class="moved stack-s">
      <p>
        <Icon name="warning" size={20} /> {tEdit("moved.here")}
      </p>
      <div class="versions">
        <div class="version">
          <p class="small soft">{tEdit("mine")}</p>
          <p class="written">{passage.text}</p>
          <Button onClick={onMine}>{tEdit("keep.mine")}</Button>
        </div>
        <div class="version">
          <p class="small soft">{tEdit("room.now")}</p>
          <p class="written">{text}</p>
          <Button onClick={onRoom}>{tEdit("take.room")}</Button>
        </div>
      </div>
      <details>
        <summary>{tEdit("room.then")}</summary>
        <p class="written soft">{passage.basis}</p>
      </details>
    </div>
  );
}

/** What the Markdown will look like, once the hand rests; the server makes it, as it makes the document. */
function Rendered({ text }: { text: string }) {
  const { code, pass } = useVisit();
  const [html, setHtml] = useState("");
  useEffect(() => {
    let wanted = true;
    const rested = setTimeout(() => {
      if (!text.trim()) return setHtml("");
      markdownHtml(code, pass.token, text).then(
        (made) => wanted && setHtml(made),
        () => undefined,
      );
    }, 400);
    return () => {
      wanted = false;
      clearTimeout(rested);
    };
  }, [text, code, pass]);
  if (!html) return null;
  return (
    <section class="rendered" aria-label={tEdit("rendered")}>
      <p class="small soft">{tEdit("rendered")}</p>
      <Reading html={html} />
    </section>
  );
}
