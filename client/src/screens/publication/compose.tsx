/** The document put together: its sections in order, what is left out, what is added, and every text that can be edited. */

import { useEffect, useState } from "preact/hooks";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { ComposedRow } from "../../parts/composed";
import { Dialog } from "../../parts/dialog";
import { DragArea } from "../../parts/drag";
import { Field } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import {
  FOREWORD,
  hasMoved,
  isEdited,
  moved,
  type Part,
  type Place,
  parts,
  passageId,
  sectionPlace,
} from "../../views/edition";
import { useVisit } from "../../visit";
import type { FormatInfo, Language } from "../../wire.gen";
import { tEdit } from "../../words/edition";
import { PassageForm } from "./passage";
import { placesOf } from "./places";
import { Places } from "./places.list";

/** What is being worked on in the dialog at the side. */
type Worked = { part: Part; place: Place | null } | null;

/** The sections, to be ordered, left out, added and edited; for facilitators. */
export function Compose({ language }: { language: Language }) {
  const { room } = useVisit();
  const format = room.one("format", "format").value;
  const edition = room.one("edition", "edition").value;
  const act = useAct();
  const [worked, setWorked] = useState<Worked>(null);
  const [adding, setAdding] = useState<string | null>(null);
  /** A section that was just added: it opens to be written as soon as it is there. */
  const [fresh, setFresh] = useState<string | null>(null);
  const list = format
    ? parts(format, edition, (id) => room.one("passage", id).value, language, tEdit("foreword"))
    : [];
  const added = list.find((one) => one.id === fresh);
  useEffect(() => {
    if (!added) return;
    setFresh(null);
    setWorked({ part: added, place: null });
  }, [added?.id]);
  if (!format) return null;
  const order = list.map((one) => one.id);
  const move = (id: string, to: number) => {
    const part = list.find((one) => one.id === id);
    if (!part || to < 0 || to >= order.length || order.indexOf(id) === to) return;
    void act(
      "edition.set",
      { order: moved(order, id, to) },
      tEdit("did.move", { name: part.title, n: to + 1 }),
    );
  };
  return (
    <section class="stack-s compose">
      <div class="row spread">
        <h2>{tEdit("title")}</h2>
        <Button icon="add" onClick={() => setAdding(order.at(-1) ?? FOREWORD)}>
          {tEdit("add")}
        </Button>
      </div>
      <p class="soft small">{tEdit("lead")}</p>
      <Moved language={language} onWork={(part, place) => setWorked({ part, place })} list={list} />
      <Twice language={language} onWork={(part, place) => setWorked({ part, place })} list={list} />
      <DragArea onDrop={(id, place) => move(id, order.indexOf(place))}>
        <ol class="composed plain-list">
          {list.map((part, at) => (
            <Row
              key={part.id}
              part={part}
              at={at}
              last={at === list.length - 1}
              onMove={(to) => move(part.id, to)}
              onEdit={() => setWorked({ part, place: null })}
              onAddAfter={() => setAdding(part.id)}
            />
          ))}
        </ol>
      </DragArea>
      <SectionDialog format={format} worked={worked} language={language} onWork={setWorked} />
      <AddDialog after={adding} language={language} onAdd={setFresh} onClose={() => setAdding(null)} />
    </section>
  );
}

interface WaitingProps {
  language: Language;
  list: Part[];
  onWork: (part: Part, place: Place | null) => void;
}

/** Names the edits under which the room has changed its words, until somebody chooses. */
function Moved({ language, list, onWork }: WaitingProps) {
  const { room } = useVisit();
  const waiting = list.flatMap((part) =>
    placesOf(room, part, language)
      .filter((place) => hasMoved(room.one("passage", passageId(place.id, language)).value, place.text))
      .map((place) => ({ part, place })),
  );
  return <Waiting said="moved" waiting={waiting} onWork={onWork} />;
}

/** Names the texts that two facilitators wrote at the same time, of which one version is printed. */
function Twice({ language, list, onWork }: WaitingProps) {
  const { room } = useVisit();
  const twice = new Set(room.all("passage").flatMap((one) => (one.alternatives.length > 0 ? one.id : [])));
  if (twice.size === 0) return null;
  const waiting = list.flatMap((part) =>
    [null, ...placesOf(room, part, language)]
      .filter((place) => twice.has(passageId(place?.id ?? part.id, language)))
      .map((place) => ({ part, place })),
  );
  return <Waiting said="twice" waiting={waiting} onWork={onWork} />;
}

interface WaitingList extends Pick<WaitingProps, "onWork"> {
  said: "moved" | "twice";
  waiting: { part: Part; place: Place | null }[];
}

function Waiting({ said, waiting, onWork }: WaitingList) {
  if (waiting.length === 0) return null;
  return (
    <div class="moved stack-s" role="status">
      <p>
        <Icon name="warning" size={20} /> {tEdit(said, { n: waiting.length })}
      </p>
      <ul class="plain-list">
        {waiting.map(({ part, place }) => (
          <li key={place?.id ?? part.id}>
            <Button look="plain" onClick={() => onWork(part, place)}>
              {place?.label ?? (part.title || tEdit("untitled"))}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  part: Part;
  at: number;
  last: boolean;
  onMove: (to: number) => void;
  onEdit: () => void;
  onAddAfter: () => void;
}

function Row({ part, at, last, onMove, onEdit, onAddAfter }: RowProps) {
  return (
    <ComposedRow
      id={part.id}
      at={at}
      last={last}
      title={part.title || tEdit("untitled")}
      marks={
        <>
          {part.out && <Chip>{tEdit("is.out")}</Chip>}
          {!part.out && part.empty && <span>{tEdit("is.empty")}</span>}
          {!part.out && part.own && !part.empty && <span>{tEdit("is.own")}</span>}
          {part.edited && <Chip tone="accent">{tEdit("is.edited")}</Chip>}
        </>
      }
      look={`${part.out ? "off" : ""} ${part.empty ? "unsaid" : ""}`}
      up={tEdit("up", { name: part.title })}
      down={tEdit("down", { name: part.title })}
      menu={<RowMenu part={part} onEdit={onEdit} onAddAfter={onAddAfter} />}
      onMove={onMove}
    />
  );
}

function RowMenu({ part, onEdit, onAddAfter }: { part: Part; onEdit: () => void; onAddAfter: () => void }) {
  const act = useAct();
  const name = part.title;
  const items: MenuItem[] = [
    { label: tEdit("edit"), icon: "edit", onPick: onEdit },
    {
      label: tEdit(part.out ? "put.back" : "leave.out"),
      icon: part.out ? "eye" : "hidden",
      onPick: () =>
        void act(
          "edition.set",
          part.out ? { put_back: part.id } : { leave: part.id },
          tEdit(part.out ? "did.back" : "did.out", { name }),
        ),
    },
    { label: tEdit("add.after"), icon: "add", onPick: onAddAfter },
  ];
  if (part.own)
    items.push({
      label: tEdit("remove"),
      icon: "close",
      danger: true,
      onPick: () => void act("edition.remove", { section: part.id }, tEdit("did.remove", { name })),
    });
  return <Menu label={tEdit("actions", { name })} items={items} />;
}

interface SectionDialogProps {
  format: FormatInfo;
  worked: Worked;
  language: Language;
  onWork: (worked: Worked) => void;
}

/** A section, or one text in it, at the side of the page. */
function SectionDialog({ format, worked, language, onWork }: SectionDialogProps) {
  const { room } = useVisit();
  const part = worked?.part;
  const place = worked?.place ?? null;
  const title = place ? place.label : (part?.title ?? "");
  const close = () => onWork(place && part ? { part, place: null } : null);
  if (!part) return <Dialog open={false} title="" onClose={() => onWork(null)} children={null} />;
  const places = placesOf(room, part, language);
  return (
    <Dialog open place="side" title={title || tEdit("untitled")} onClose={() => onWork(null)}>
      {place ? (
        <>
          <Button icon="back" look="plain" onClick={close}>
            {part.title}
          </Button>
          <PassageForm key={place.id} place={place} language={language} onDone={close} />
        </>
      ) : (
        <>
          <PassageForm
            key={part.id}
            place={sectionPlace(format, part, language)}
            language={language}
            own={part.own}
            onDone={() => onWork(null)}
          />
          {places.length > 0 && (
            <Places
              places={places}
              language={language}
              edited={(id) => isEdited(room.one("passage", passageId(id, language)).value)}
              onPick={(one) => onWork({ part, place: one })}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

interface AddDialogProps {
  after: string | null;
  language: Language;
  onAdd: (section: string) => void;
  onClose: () => void;
}

function AddDialog({ after, language, onAdd, onClose }: AddDialogProps) {
  const act = useAct();
  const [title, setTitle] = useState("");
  const add = async (event: Event) => {
    event.preventDefault();
    const section = `own-${newId()}`;
    if (!(await act("edition.add", { section, language, title, after }, tEdit("did.add", { name: title }))))
      return;
    setTitle("");
    onClose();
    onAdd(section);
  };
  return (
    <Dialog open={after !== null} title={tEdit("add.title")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void add(event)}>
        <Field
          label={tEdit("name")}
          help={tEdit("add.help")}
          value={title}
          onText={setTitle}
          maxLength={160}
        />
        <div class="row end">
          <Button type="submit" look="main" disabled={!title.trim()}>
            {tEdit("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
