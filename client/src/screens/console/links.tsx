/** What to hand out: the way in for all, and the links that open more. */

import { useEffect, useState } from "preact/hooks";
import { invite, RefusedCall, replaceLinks, roomLinks } from "../../api";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import { JoinQr, OwnQr } from "../../parts/qr";
import { toast } from "../../parts/toast";
import { changePass } from "../../session";
import { useVisit } from "../../visit";
import type { Links } from "../../wire.gen";
import { language, whyRefused } from "../../words";
import { tc } from "../../words/console";
import { tLinks } from "../../words/links";
import { Sure } from "./personend";

function reasonOf(failure: unknown): string {
  if (failure instanceof RefusedCall) return whyRefused(failure.code, failure.facts);
  throw failure;
}

/** The dialog of links; screen and reader links are made when it opens. */
export function LinksDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { code, pass } = useVisit();
  const [links, setLinks] = useState<Links | null>(null);
  const [why, setWhy] = useState("");
  useEffect(() => {
    if (!open || links) return;
    roomLinks(code, pass.token).then(setLinks, (failure) => setWhy(reasonOf(failure)));
  }, [open, links, code, pass.token]);
  return (
    <Dialog open={open} title={tc("links.title")} onClose={onClose} place="side">
      <section class="stack-s join-way">
        <h3>{tc("links.join")}</h3>
        <p class="soft">{tc("links.join.help")}</p>
        <p class="join-code figures">{code}</p>
        <JoinQr code={code} />
        {links && <Address url={links.join} about={tc("links.join")} />}
      </section>
      {why && (
        <p class="error" role="alert">
          {tc("links.failed", { why })}
        </p>
      )}
      {links && (
        <>
          <OneLink seat="screen" links={links} onLinks={setLinks} />
          <OneLink seat="reader" links={links} onLinks={setLinks} />
        </>
      )}
      <InviteSomebody seat="facilitator" />
      <InviteSomebody seat="graphic" />
      <Consoles />
    </Dialog>
  );
}

interface OneLinkProps {
  seat: "screen" | "reader";
  links: Links;
  onLinks: (links: Links) => void;
}

/** A link to hand out, and the way to replace it where it fell into the wrong hands. */
function OneLink({ seat, links, onLinks }: OneLinkProps) {
  const { code, pass } = useVisit();
  const replace = async () => {
    try {
      onLinks({ ...links, [seat]: (await replaceLinks(code, pass.token, seat))[seat] });
      toast(tLinks("replace.done"));
    } catch (failure) {
      toast(reasonOf(failure), "bad");
    }
  };
  return (
    <section class="stack-s">
      <h3>{tc(`links.${seat}`)}</h3>
      <p class="soft">{tc(`links.${seat}.help`)}</p>
      <Address url={links[seat]} about={tc(`links.${seat}`)} />
      <Sure
        label={tLinks("replace")}
        text={tLinks(`replace.${seat}`)}
        yes={tLinks("replace.yes")}
        onYes={replace}
      />
    </section>
  );
}

/** Ends every facilitation link at once; this page goes on with a fresh one. */
function Consoles() {
  const { code, pass } = useVisit();
  const end = async () => {
    try {
      const { console: fresh } = await replaceLinks(code, pass.token, "facilitator");
      toast(tLinks("console.done"));
      changePass(code, "console", { token: fresh.split("#t=")[1] ?? "" });
    } catch (failure) {
      toast(reasonOf(failure), "bad");
    }
  };
  return (
    <section class="stack-s">
      <h3>{tLinks("console")}</h3>
      <p class="soft">{tLinks("console.help")}</p>
      <Sure
        label={tLinks("console.replace")}
        text={tLinks("console.text")}
        yes={tLinks("console.yes")}
        onYes={end}
      />
      <p class="soft">{tLinks("people")}</p>
    </section>
  );
}

function Address({ url, about }: { url: string; about: string }) {
  return (
    <div class="address">
      <code>{url}</code>
      <CopyButton text={url} about={about} />
    </div>
  );
}

/** A link for one more person who facilitates or draws, in their own name. */
function InviteSomebody({ seat }: { seat: "facilitator" | "graphic" }) {
  const { code, pass } = useVisit();
  const [name, setName] = useState("");
  const [made, setMade] = useState("");
  const [why, setWhy] = useState("");
  const make = async (event: Event) => {
    event.preventDefault();
    try {
      const { link } = await invite(code, pass.token, { seat, name, language: language.value });
      setMade(link);
      setWhy("");
    } catch (failure) {
      setWhy(reasonOf(failure));
    }
  };
  const again = () => {
    setMade("");
    setName("");
  };
  return (
    <section class="stack-s">
      <h3>{tc(`links.${seat}`)}</h3>
      <p class="soft">{tc(`links.${seat}.help`)}</p>
      {made ? (
        <>
          <Address url={made} about={tc(`links.${seat}`)} />
          <OwnQr text={made} label={tc("links.qr", { name })} />
          <div class="row">
            <Button icon="add" onClick={again}>
              {tc("links.another")}
            </Button>
          </div>
        </>
      ) : (
        <form class="show-one" onSubmit={(event) => void make(event)}>
          <Field label={tc("links.name")} value={name} onText={setName} error={why || undefined} />
          <Button type="submit" disabled={!name.trim()}>
            {tc("links.make")}
          </Button>
        </form>
      )}
    </section>
  );
}
