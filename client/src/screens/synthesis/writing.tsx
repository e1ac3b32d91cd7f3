/**
 * Writing a statement's text: with all who write it at once, each stroke merged as it comes; or alone
 * for as long as there is no document yet, as where the network is gone.
 */

import { effect, useComputed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { copyText } from "../../parts/copy";
import { TextArea } from "../../parts/field";
import { toast } from "../../parts/toast";
import type { Piece, Together } from "../../together";
import { NO_CRITERION } from "../../views/board";
import { stands } from "../../views/lineage";
import { useVisit, type Visit } from "../../visit";
import type { Statement } from "../../wire.gen";
import { t, whyRefused } from "../../words";
import { tBoard } from "../../words/synthesis";
import { type Desk, useDesk } from "./desk";
import { useSharedField } from "./sharedfield";

const LIMIT = 20_000;

const piecesOf = (visit: Visit, statement: string): Piece[] =>
  visit.room.all("stroke").filter((stroke) => stroke.statement === statement);

/** Opens the document of a statement, hears its strokes and sends one's own; null until there is one. */
function useTogether(statement: string): Together | null {
  const visit = useVisit();
  const [together, setTogether] = useState<Together | null>(null);
  useEffect(() => {
    let open: Together | null = null;
    const send = async (update: string) => {
      const settled = await visit.do("statement.type", { statement, update });
      return "refused" in settled ? settled.refused : null;
    };
    // Without network it may not come: one writes alone then.
    const loading = import("../../together").catch(() => null);
    if (piecesOf(visit, statement).length === 0) void visit.do("statement.open", { statement });
    let swaps = visit.room.swaps.peek();
    const stop = effect(() => {
      const pieces = piecesOf(visit, statement);
      const now = visit.room.swaps.value;
      if (open && now !== swaps) open.sendAgain(pieces.filter((piece) => piece.rev > 0));
      swaps = now;
      if (open) return open.hear(pieces);
      if (pieces.length === 0) return;
      void loading.then((kit) => {
        if (!kit || open || stopped) return;
        open = new kit.Together(send, LIMIT);
        open.hear(piecesOf(visit, statement));
        setTogether(open);
      });
    });
    let stopped = false;
    const flush = () => void open?.flush();
    document.addEventListener("visibilitychange", flush);
    addEventListener("pagehide", flush);
    return () => {
      stopped = true;
      stop();
      document.removeEventListener("visibilitychange", flush);
      removeEventListener("pagehide", flush);
      open?.leave();
    };
  }, [visit, statement]);
  return together;
}

/** The text of a statement as this device has it, also while strokes wait for the network. */
export function useUnsent(statement: Statement): string {
  const visit = useVisit();
  const [text, setText] = useState<string | null>(null);
  const key = useComputed(() =>
    piecesOf(visit, statement.id)
      .filter((piece) => piece.rev === 0)
      .map((piece) => piece.id)
      .join(" "),
  ).value;
  useEffect(() => {
    if (!key) return setText(null);
    void import("../../together").then(
      (kit) => setText(kit.read(piecesOf(visit, statement.id))),
      () => setText(null),
    );
  }, [key]);
  return (key && text?.trim()) || statement.text;
}

/** The field to write in, and what ends the writing. */
export function Writing({ statement }: { statement: Statement }) {
  const desk = useDesk();
  const { drafts, line } = useVisit();
  const together = useTogether(statement.id);
  const key = `statement/${statement.id}`;
  const [alone, setAlone] = useState<string | null>(null);
  const first = useRef({ text: statement.text, rev: statement.rev });
  const [kept, setKept] = useState(drafts.value?.get(key) ?? "");
  const leave = () => {
    line.writing(null);
    desk.editing.value = null;
    requestAnimationFrame(() => document.getElementById(`statement-${statement.id}`)?.focus());
  };
  const forget = () => {
    drafts.value?.set(key, "");
    setKept("");
  };
  const caret = useRef<number | null>(null);
  useEffect(() => {
    // What was typed before the document was there goes into it, unless others have written meanwhile:
    // then one goes on alone, and the whole text is merged word by word when it is kept.
    if (!together || alone === null || together.said !== first.current.text) return;
    caret.current = document.querySelector<HTMLTextAreaElement>("textarea:focus")?.selectionStart ?? null;
    together.type(alone, caret.current ?? alone.length);
    setAlone(null);
    forget();
  }, [together]);
  const shared = alone === null ? together : null;
  const written = useRef((): string => "");
  written.current = () => shared?.said ?? alone ?? "";
  useEffect(
    () => () => {
      if (desk.editing.peek() === statement.id) cutShort(desk, statement, written.current());
    },
    [],
  );
  return (
    <div class="stack-s" ref={focusWithin}>
      {kept && kept !== statement.text && (
        <Kept
          text={kept}
          onForget={forget}
          onTake={(text) => (shared ? shared.rewrite(text) : setAlone(text))}
        />
      )}
      {shared ? (
        <Shared
          key="shared"
          together={shared}
          statement={statement}
          was={first.current.text}
          caret={caret.current}
          onLeave={leave}
        />
      ) : (
        <Alone
          key="alone"
          text={alone ?? statement.text}
          onText={(text) => {
            setAlone(text);
            drafts.value?.set(key, text);
            line.writing(key);
          }}
          onSave={(text) => {
            if (text !== first.current.text) desk.edit(statement.id, text, first.current.rev);
            forget();
            leave();
          }}
          onLeave={() => {
            forget();
            leave();
          }}
        />
      )}
    </div>
  );
}

/**
 * The field went from under the fingers: others moved the statement, or took it away, or the board was closed. One
 * goes on where it is now, or is told what became of the words.
 */
function cutShort(desk: Desk, began: Statement, text: string): void {
  const { line, room } = desk.visit;
  const now = room.peek("statement", began.id);
  const open = desk.mayEdit.peek();
  if (now && stands(now) && open) {
    if (desk.section.peek() && now.criterion !== began.criterion)
      desk.section.value = now.criterion ?? NO_CRITERION;
    return;
  }
  line.writing(null);
  // Where the board is opened again, the field is there again with what was not taken.
  if (open) desk.editing.value = null;
  const why = !open ? "closed" : now?.merged_into ? "merged" : "withdrawn";
  const copy = { label: t("part.copy"), icon: "copy" as const, act: () => void copyText(text) };
  toast(tBoard(`writing.cut.${why}`), "plain", text.trim() ? copy : undefined);
}

interface AloneProps {
  text: string;
  onText: (text: string) => void;
  onSave: (text: string) => void;
  onLeave: () => void;
}

function Alone({ text, onText, onSave, onLeave }: AloneProps) {
  const ready = text.trim().length > 0 && text.trim().length <= LIMIT;
  const save = () => ready && onSave(text.trim());
  return (
    <>
      <TextArea
        label={tBoard("statement.edit.label")}
        quiet
        value={text}
        limit={LIMIT}
        onText={onText}
        onSend={save}
      />
      <div class="row">
        <Button look="main" onClick={save} disabled={!ready}>
          {tBoard("statement.save")}
        </Button>
        <Button onClick={onLeave}>{tBoard("statement.cancel")}</Button>
      </div>
    </>
  );
}

interface SharedProps {
  together: Together;
  statement: Statement;
  /** The text as it was when this person began. */
  was: string;
  /** Where the caret stood before, where one was writing already. */
  caret: number | null;
  onLeave: () => void;
}

function Shared({ together, statement, was, caret, onLeave }: SharedProps) {
  const desk = useDesk();
  const { drafts, line } = useVisit();
  const key = `statement/${statement.id}`;
  const [why, setWhy] = useState("");
  const { mine, ...field } = useSharedField(together, caret, () => {
    line.writing(key);
    setWhy("");
  });
  together.onRefused = (code) => {
    setWhy(whyRefused(code));
    // It is kept on the device too: whoever comes back finds it.
    drafts.value?.set(key, together.said);
  };
  const done = () => {
    if (together.said.length > LIMIT) return;
    // An empty statement says nothing: the text that stands comes back, withdrawing it is another act.
    if (!together.said.trim()) together.rewrite(statement.text);
    if (together.mine && together.said.trim() !== was)
      desk.wrote(() => together.takeBack(piecesOf(desk.visit, statement.id)));
    if (!why) drafts.value?.set(key, "");
    onLeave();
  };
  return (
    <>
      <TextArea
        label={tBoard("statement.edit.label")}
        quiet
        limit={LIMIT}
        help={tBoard("writing.live")}
        error={why ? tBoard("writing.refused", { why }) : undefined}
        onSend={done}
        {...field}
      />
      <div class="row">
        <Button look="main" onClick={done} disabled={field.value.length > LIMIT}>
          {tBoard("writing.done")}
        </Button>
        {mine && (
          <Button icon="undo" onClick={() => together.undoAll()}>
            {tBoard("writing.undo.all")}
          </Button>
        )}
        {why && <Button onClick={() => void together.flush()}>{tBoard("writing.again")}</Button>}
      </div>
    </>
  );
}

/** What was written here before and was not accepted then. */
function Kept({
  text,
  onTake,
  onForget,
}: {
  text: string;
  onTake: (text: string) => void;
  onForget: () => void;
}) {
  return (
    <div class="versions">
      <p class="small">{tBoard("writing.kept")}</p>
      <p class="version pre">{text}</p>
      <div class="row">
        <Button
          onClick={() => {
            onTake(text);
            onForget();
          }}
        >
          {tBoard("writing.take")}
        </Button>
        <Button look="plain" onClick={onForget}>
          {tBoard("writing.forget")}
        </Button>
      </div>
    </div>
  );
}

/** The keyboard goes where the person asked to write, at the end of what is written. */
function focusWithin(element: HTMLDivElement | null): void {
  const area = element?.querySelector("textarea");
  if (!area || document.activeElement === area) return;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
