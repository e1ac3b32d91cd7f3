/** A link that lets others read and change nothing; only a facilitator hands it out. */

import { useState } from "preact/hooks";
import { roomLinks } from "../../api";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import { tPub } from "../../words/publication";
import { whyNot } from "./forms";

/** Makes a reader's link when asked, and shows it to be copied. */
export function Share({ code }: { code: string }) {
  const { pass } = useVisit();
  const [link, setLink] = useState("");
  const make = async () => {
    try {
      setLink((await roomLinks(code, pass.token)).reader);
    } catch (error) {
      toast(whyNot(error), "bad");
    }
  };
  return (
    <section class="stack-s share">
      <h2>{tPub("share.title")}</h2>
      <p class="soft">{tPub("share.text")}</p>
      {link ? (
        <>
          <div class="field">
            <label for="reader-link">{tPub("share.link")}</label>
            <input id="reader-link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          </div>
          <div class="row">
            <CopyButton text={link} about={tPub("share.link")} />
          </div>
        </>
      ) : (
        <div class="row">
          <Button icon="link" onClick={() => void make()}>
            {tPub("share.make")}
          </Button>
        </div>
      )}
    </section>
  );
}
