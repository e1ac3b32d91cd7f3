/** The documents of a dossier: attached, and taken away again. */

import { useRef, useState } from "preact/hooks";
import { RefusedCall } from "../../../api";
import { useAct } from "../../../parts/acting";
import { Button, IconButton } from "../../../parts/button";
import { post } from "../../../uploads";
import { LARGEST_FILE } from "../../../views/boards";
import { useVisit } from "../../../visit";
import type { Experience } from "../../../wire.gen";
import { weight, whyRefused } from "../../../words";
import { tr } from "../../../words/prepare";

/** The list, and a button that adds to it. */
export function DocumentEditor({ experience }: { experience: Experience }) {
  const { room } = useVisit();
  const act = useAct();
  const documents = experience.files.flatMap((id) => room.one("file", id).value ?? []);
  const remove = (file: string, name: string) =>
    void act("experience.detach", { experience: experience.id, file }, tr("doc.did.remove", { name }));
  return (
    <section class="stack-s">
      <h3>{tr("doc.title")}</h3>
      <ul class="plain-list">
        {documents.map(({ id, name, size }) => (
          <li key={id} class="row spread">
            <span>
              {name} <span class="soft small">({weight(size)})</span>
            </span>
            <IconButton icon="close" label={tr("doc.remove", { name })} onClick={() => remove(id, name)} />
          </li>
        ))}
      </ul>
      <AddDocument experience={experience} />
    </section>
  );
}

function AddDocument({ experience }: { experience: Experience }) {
  const { code, pass } = useVisit();
  const act = useAct();
  const field = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<number | null>(null);
  const [refusal, setRefusal] = useState("");
  const send = async (file: File | undefined) => {
    if (!file) return;
    setRefusal("");
    if (file.size > LARGEST_FILE) return setRefusal(whyRefused("file.too-large"));
    setPart(0);
    try {
      const added = await post(code, pass.token, file, setPart, "dossier");
      await act(
        "experience.attach",
        { experience: experience.id, file: added.file },
        tr("doc.did.add", { name: file.name }),
      );
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      setRefusal(whyRefused(error.code, error.facts));
    } finally {
      setPart(null);
    }
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept="application/pdf,.pdf"
        aria-label={tr("doc.add")}
        onChange={(event) => {
          void send(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <div class="row">
        <Button icon="add" busy={part !== null} onClick={() => field.current?.click()}>
          {tr("doc.add")}
        </Button>
        {part !== null && <progress max={1} value={part} aria-label={tr("doc.add")} />}
        <span class="help">{tr("doc.help")}</span>
      </div>
      {refusal && (
        <p class="error" role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}
