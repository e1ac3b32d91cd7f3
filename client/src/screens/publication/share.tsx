/** The links by which others read the publication: each with a name, an end, and what it shows. */

import { useState } from "preact/hooks";
import { second, serverNow } from "../../clock";
import { newId } from "../../ids";
import { shareLink } from "../../making";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Chip, Empty } from "../../parts/chip";
import { copyText } from "../../parts/copy";
import { Confirm, Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import { toast } from "../../parts/toast";
import { endOf, lastDay } from "../../views/days";
import { movedOn } from "../../views/moved";
import { useVisit } from "../../visit";
import type { Language, Share as ShareRecord } from "../../wire.gen";
import { day, dayAndTime } from "../../words";
import { tShare } from "../../words/sharing";
import { whyNot } from "./forms";

const DAY = 86_400_000;

/** Makes links, lists those that there are, and switches them off. */
export function Share({ code, language }: { code: string; language: Language }) {
  const { room } = useVisit();
  const [making, setMaking] = useState(false);
  const shares = room.all("share").sort((a, b) => b.at - a.at);
  const minute = Math.floor(second.value / 60_000) * 60_000;
  const open = shares.filter((one) => one.ended_at === null && (one.until === null || one.until > minute));
  const over = shares.filter((one) => !open.includes(one));
  return (
    <section class="stack-s share">
      <div class="row spread">
        <h2>{tShare("title")}</h2>
        <Button icon="link" onClick={() => setMaking(true)}>
          {tShare("make")}
        </Button>
      </div>
      <p class="soft small">{tShare("lead")}</p>
      {open.length === 0 && <Empty title={tShare("none")}>{tShare("none.text")}</Empty>}
      <ul class="plain-list shares">
        {open.map((one) => (
          <Slip key={one.id} share={one} code={code} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary>{tShare("over", { n: over.length })}</summary>
          <ul class="plain-list">
            {over.map((one) => (
              <li key={one.id} class="small soft">
                {tShare("was", { name: one.name, day: dayAndTime(one.ended_at ?? one.until ?? one.at) })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Dialog open={making} title={tShare("make.title")} onClose={() => setMaking(false)}>
        <MakeForm language={language} onDone={() => setMaking(false)} />
      </Dialog>
    </section>
  );
}

function MakeForm({ language, onDone }: { language: Language; onDone: () => void }) {
  const act = useAct();
  const [name, setName] = useState("");
  const [end, setEnd] = useState(lastDay(serverNow() + 90 * DAY));
  const [follow, setFollow] = useState(false);
  const [names, setNames] = useState(true);
  const [indexed, setIndexed] = useState(false);
  const make = async (event: Event) => {
    event.preventDefault();
    const args = { share: newId(), name, language, until: endOf(end), follow, names, indexed };
    if (!(await act("share.make", args))) return;
    toast(tShare("did.make", { name }));
    onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void make(event)}>
      <Field label={tShare("name")} help={tShare("name.help")} value={name} onText={setName} maxLength={80} />
      <Field
        label={tShare("until")}
        help={tShare("until.help")}
        type="date"
        value={end}
        onText={setEnd}
        optional
      />
      <fieldset class="stack-s">
        <legend>{tShare("shows")}</legend>
        <Choice
          name="shows"
          on={!follow}
          onPick={() => setFollow(false)}
          label={tShare("frozen")}
          help={tShare("frozen.help")}
        />
        <Choice
          name="shows"
          on={follow}
          onPick={() => setFollow(true)}
          label={tShare("follow")}
          help={tShare("follow.help")}
        />
      </fieldset>
      <fieldset class="stack-s">
        <legend>{tShare("people")}</legend>
        <Choice
          name="people"
          on={names}
          onPick={() => setNames(true)}
          label={tShare("named")}
          help={tShare("named.help")}
        />
        <Choice
          name="people"
          on={!names}
          onPick={() => setNames(false)}
          label={tShare("nameless")}
          help={tShare("nameless.help")}
        />
      </fieldset>
      <label class="choice">
        <input type="checkbox" checked={indexed} onChange={() => setIndexed(!indexed)} />
        <span>
          {tShare("indexed")}
          <span class="small soft">{tShare("indexed.help")}</span>
        </span>
      </label>
      <div class="row end">
        <Button type="submit" look="main" disabled={!name.trim()}>
          {tShare("publish")}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  on: boolean;
  label: string;
  help: string;
  onPick: () => void;
}

function Choice({ name, on, label, help, onPick }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={on} onChange={onPick} />
      <span>
        {label}
        <span class="small soft">{help}</span>
      </span>
    </label>
  );
}

function Slip({ share, code }: { share: ShareRecord; code: string }) {
  const act = useAct();
  const [ending, setEnding] = useState(false);
  const [editing, setEditing] = useState(false);
  const { room } = useVisit();
  const behind = share.version !== null && movedOn(room, share.version);
  const items: MenuItem[] = [
    { label: tShare("edit"), icon: "edit", onPick: () => setEditing(true) },
    {
      label: tShare(share.version === null ? "freeze" : "unfreeze"),
      icon: share.version === null ? "paper" : "turn",
      onPick: () =>
        void act(
          "share.edit",
          { share: share.id, follow: share.version !== null },
          tShare("did.edit", { name: share.name }),
        ),
    },
    {
      label: tShare(share.indexed ? "unindex" : "index"),
      icon: share.indexed ? "hidden" : "eye",
      onPick: () =>
        void act(
          "share.edit",
          { share: share.id, indexed: !share.indexed },
          tShare("did.edit", { name: share.name }),
        ),
    },
  ];
  const again = () =>
    void act("share.publish", { share: share.id }, tShare("did.publish", { name: share.name }));
  return (
    <li class="sheet share-slip">
      <div class="row spread share-head">
        <h3>{share.name}</h3>
        <Menu label={tShare("actions", { name: share.name })} items={items} />
      </div>
      <p class="small soft">
        {tShare("made", { day: dayAndTime(share.at) })}
        {" · "}
        {share.until === null ? tShare("no.end") : tShare("ends", { day: day(lastDay(share.until)) })}
      </p>
      <p class="row">
        {share.version === null ? (
          <Chip tone="accent">{tShare("is.following")}</Chip>
        ) : (
          <Chip>{tShare("is.frozen", { day: dayAndTime(share.version_at) })}</Chip>
        )}
        <Chip>{tShare(share.names === false ? "is.nameless" : "is.named")}</Chip>
        {share.indexed && <Chip tone="warn">{tShare("is.indexed")}</Chip>}
      </p>
      {behind && (
        <div class="row spread share-behind">
          <span class="small">{tShare("behind")}</span>
          <Button onClick={again}>{tShare("publish.again")}</Button>
        </div>
      )}
      <Senders share={share} code={code} />
      <div class="row end">
        <Button look="danger" icon="close" onClick={() => setEnding(true)}>
          {tShare("end")}
        </Button>
      </div>
      <Confirm
        open={ending}
        title={tShare("end.title", { name: share.name })}
        text={tShare("end.text")}
        action={tShare("end")}
        danger
        onNo={() => setEnding(false)}
        onYes={() => {
          setEnding(false);
          void act("share.end", { share: share.id }).then(
            (done) => done && toast(tShare("did.end", { name: share.name })),
          );
        }}
      />
      <Dialog
        open={editing}
        title={tShare("edit.title", { name: share.name })}
        onClose={() => setEditing(false)}
      >
        <EditForm share={share} onDone={() => setEditing(false)} />
      </Dialog>
    </li>
  );
}

function EditForm({ share, onDone }: { share: ShareRecord; onDone: () => void }) {
  const act = useAct();
  const [name, setName] = useState(share.name);
  const [end, setEnd] = useState(share.until === null ? "" : lastDay(share.until));
  const save = async (event: Event) => {
    event.preventDefault();
    const until = endOf(end) ?? 0;
    if (await act("share.edit", { share: share.id, name, until }, tShare("did.edit", { name }))) onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field label={tShare("name")} value={name} onText={setName} maxLength={80} />
      <Field
        label={tShare("until")}
        help={tShare("until.help")}
        type="date"
        value={end}
        onText={setEnd}
        optional
      />
      <div class="row end">
        <Button type="submit" look="main" disabled={!name.trim()}>
          {tShare("save")}
        </Button>
      </div>
    </form>
  );
}

/** Sends a link: to the clipboard, through the device's own sharing, or by an address that is only followed when pressed. */
function Senders({ share, code }: { share: ShareRecord; code: string }) {
  const { pass, room } = useVisit();
  const [link, setLink] = useState("");
  const title = room.one("room", "room").value?.title ?? "Récolte";
  const withLink = async (then: (link: string) => void | Promise<void>) => {
    try {
      const given = link || (await shareLink(code, pass.token, share.id));
      setLink(given);
      await then(given);
    } catch (error) {
      toast(whyNot(error), "bad");
    }
  };
  const send = (given: string) => navigator.share({ title, url: given }).catch(() => undefined); // whoever changes their mind is no error
  const text = encodeURIComponent(`${title} ${link}`);
  return (
    <div class="stack-s">
      <div class="row">
        <Button icon="copy" look="main" onClick={() => void withLink(copyText)}>
          {tShare("copy")}
        </Button>
        {"share" in navigator && (
          <Button icon="forward" onClick={() => void withLink(send)}>
            {tShare("send")}
          </Button>
        )}
        {!link && (
          <Button icon="eye" onClick={() => void withLink(() => undefined)}>
            {tShare("show")}
          </Button>
        )}
      </div>
      {link && (
        <>
          <div class="field">
            <label for={`share-${share.id}`}>{tShare("link")}</label>
            <input
              id={`share-${share.id}`}
              readOnly
              value={link}
              onFocus={(event) => event.currentTarget.select()}
            />
          </div>
          <ul class="plain-list row senders">
            <Sender name={tShare("open")} href={link} />
            <Sender
              name={tShare("mail")}
              href={`mailto:?subject=${encodeURIComponent(title)}&body=${text}`}
            />
            <Sender name="WhatsApp" href={`https://wa.me/?text=${text}`} />
            <Sender
              name="LinkedIn"
              href={`https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(link)}`}
            />
          </ul>
        </>
      )}
    </div>
  );
}

function Sender({ name, href }: { name: string; href: string }) {
  return (
    <li>
      <a class="button quiet" href={href} target="_blank" rel="noopener noreferrer">
        <span>{name}</span>
        <Icon name="forward" size={16} />
      </a>
    </li>
  );
}
