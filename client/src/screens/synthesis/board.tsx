/** The synthesis board: cards on one side, statements on the other; two tabs where there is no room. */

import "../../style/synthesis.css";
import "../../style/synthesis.sheet.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { DragArea } from "../../parts/drag";
import { Select } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { Tabs } from "../../parts/tabs";
import { NO_CRITERION, NO_FILTER } from "../../views/board";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { AskingDialog } from "./asking";
import { CardSide, ChosenBar } from "./cards";
import { Desk, DeskProvider, useDesk } from "./desk";
import { dragged, drop } from "./drag";
import { DropShelf } from "./shelf";
import { StatementSide } from "./statements";

/** The width, in pixels, from which both sides stand next to each other. */
const BOTH = 820;
const RAIL = 1080;

/** The whole board, for whoever may read it; it lets edit those who may. */
export function Board() {
  const visit = useVisit();
  const desk = useMemo(() => new Desk(visit), [visit]);
  return (
    <DeskProvider value={desk}>
      <DragArea
        off={!desk.mayEdit.value}
        onTake={(thing) => {
          desk.dragged.value = thing === null ? null : dragged(desk, thing);
        }}
        onDrop={(thing, place) => drop(desk, thing, place)}
      >
        <Laid />
      </DragArea>
    </DeskProvider>
  );
}

function Laid() {
  const desk = useDesk();
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  useUndoKey(desk);
  return (
    <div ref={element} class={`board ${width >= RAIL ? "with-rail" : ""}`}>
      <BoardBar />
      {width >= RAIL ? <Rail /> : <SectionChoice />}
      {width >= BOTH ? (
        <div class="board-sides">
          <CardSide />
          <StatementSide />
        </div>
      ) : (
        <Tabs
          label={tBoard("tabs.label")}
          chosen={desk.tab.value}
          onChoose={(id) => {
            desk.tab.value = id === "cards" ? "cards" : "statements";
          }}
          tabs={[
            {
              id: "cards",
              label: `${tBoard("cards")} (${desk.counts.value.get(desk.section.value)?.cards ?? 0})`,
            },
            {
              id: "statements",
              label: `${tBoard("statements")} (${desk.counts.value.get(desk.section.value)?.statements ?? 0})`,
            },
          ]}
        >
          {desk.tab.value === "cards" ? <CardSide /> : <StatementSide />}
        </Tabs>
      )}
      <ChosenBar />
      {width < BOTH && <DropShelf />}
      <AskingDialog />
    </div>
  );
}

/** What remains to be read, one tap from the list; undo; the matrices. */
function BoardBar() {
  const desk = useDesk();
  const all = desk.counts.value.get("");
  const unused = all?.unused ?? 0;
  const used = (all?.cards ?? 0) - unused;
  return (
    <div class="board-bar">
      {unused > 0 ? (
        <p class="left">
          <button
            type="button"
            class="unused-count"
            onClick={() => {
              desk.section.value = "";
              desk.filter.value = { ...NO_FILTER, unused: true };
              desk.tab.value = "cards";
            }}
          >
            {tBoard("count.unused", { n: unused })}
          </button>
          <span class="soft small figures">
            {tBoard("count.used", { n: used })} · {tBoard("count.cards", { n: all?.cards ?? 0 })}
          </span>
        </p>
      ) : (
        (all?.cards ?? 0) > 0 && <p class="all-used">{tBoard("count.all.used")}</p>
      )}
      <div class="row">
        {desk.done.value.length > 0 && desk.mayEdit.value && (
          <Button icon="undo" aria-label={tBoard("undo.last")} onClick={() => void desk.undo()}>
            {tBoard("undo")}
          </Button>
        )}
        {desk.mayEdit.value && (
          <Button
            icon="copy"
            onClick={() => {
              desk.asking.value = { what: "alike" };
            }}
          >
            {tBoard("alike.go")}
          </Button>
        )}
        <Button
          icon="grid"
          onClick={() => {
            desk.asking.value = { what: "matrices" };
          }}
        >
          {tBoard("matrices")}
        </Button>
      </div>
    </div>
  );
}

interface Section {
  id: string;
  label: string;
}

function useSections(): Section[] {
  const desk = useDesk();
  const loose = desk.counts.value.get(NO_CRITERION);
  return [
    { id: "", label: tBoard("criterion.all") },
    ...desk.criteria.value.map((one) => ({ id: one.id, label: say(one.short.fr ? one.short : one.label) })),
    ...(loose && loose.cards + loose.statements > 0
      ? [{ id: NO_CRITERION, label: tBoard("criterion.none") }]
      : []),
  ];
}

function Rail() {
  const desk = useDesk();
  return (
    <nav class="rail" aria-label={tBoard("criterion.label")}>
      <ul class="plain-list">
        {useSections().map((section) => {
          const count = desk.counts.value.get(section.id);
          return (
            <li key={section.id}>
              <button
                type="button"
                aria-current={desk.section.value === section.id ? "true" : undefined}
                onClick={() => {
                  desk.section.value = section.id;
                }}
              >
                <span>{section.label}</span>
                <span class="rail-counts figures">
                  {tBoard("count.cards", { n: count?.cards ?? 0 })}
                  {count !== undefined && count.cards > 0 && (
                    <>
                      {" · "}
                      {count.unused ? (
                        tBoard("count.left", { n: count.unused })
                      ) : (
                        <Icon name="check" size={14} />
                      )}
                    </>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function SectionChoice() {
  const desk = useDesk();
  return (
    <Select
      label={tBoard("criterion.label")}
      value={desk.section.value}
      onText={(id) => {
        desk.section.value = id;
      }}
    >
      {useSections().map((section) => (
        <option key={section.id} value={section.id}>
          {`${section.label} (${desk.counts.value.get(section.id)?.cards ?? 0})`}
        </option>
      ))}
    </Select>
  );
}

/** The width that the board has, wherever it stands. */
function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(() => innerWidth);
  useEffect(() => {
    const found = element.current;
    if (!found) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    watch.observe(found);
    return () => watch.disconnect();
  }, [element]);
  return width;
}

/** Ctrl+Z or Cmd+Z takes the last act back, except while typing, where it is the field's own. */
function useUndoKey(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || typing) return;
      event.preventDefault();
      void desk.undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk]);
}
