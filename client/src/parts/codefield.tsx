/** The room's code, to be typed: one field that looks like six places to fill. */

import { useState } from "preact/hooks";
import { cleanCode } from "../router";
import { td } from "../words/doors";
import { Button } from "./button";

const SIGNS = 6;

/** Takes a code and goes on as soon as the person says so; capitals and blanks do not matter. */
export function CodeField({ onCode }: { onCode: (code: string) => void }) {
  const [code, setCode] = useState("");
  const [short, setShort] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    if (code.length === SIGNS) onCode(code);
    else setShort(true);
  };
  return (
    <form class="code-field" onSubmit={send} noValidate>
      <label for="code">{td("home.enter.code")}</label>
      <div class="code-row">
        <input
          id="code"
          class="code-input"
          value={code}
          maxLength={SIGNS + 4}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          aria-describedby="code-help"
          aria-invalid={short || undefined}
          onInput={(event) => {
            setShort(false);
            const clean = cleanCode(event.currentTarget.value);
            event.currentTarget.value = clean;
            setCode(clean);
          }}
        />
        <Button look="main" type="submit">
          {td("home.enter.go")}
        </Button>
      </div>
      <p id="code-help" class={short ? "error" : "help"} role={short ? "alert" : undefined}>
        {short ? td("home.enter.short", { n: SIGNS - code.length }) : td("home.enter.help")}
      </p>
    </form>
  );
}
