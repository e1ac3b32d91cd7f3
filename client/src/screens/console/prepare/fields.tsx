/** Fields that preparing needs: a text in both languages, several things to tick. */

import { Field, TextArea } from "../../../parts/field";
import type { Text } from "../../../wire.gen";
import { tr } from "../../../words/prepare";

interface TwoTextsProps {
  label: string;
  value: Text;
  onText: (text: Text) => void;
  /** Several lines; the figure is how many at first. */
  rows?: number;
  limit?: number;
  help?: string;
  error?: string | undefined;
}

/** A text in both languages; the English one may be left empty. */
export function TwoTexts({ label, value, onText, rows, limit = 160, help, error }: TwoTextsProps) {
  const french = { label: tr("french"), value: value.fr, onText: (fr: string) => onText({ ...value, fr }) };
  const english = {
    label: tr("english"),
    value: value.en,
    onText: (en: string) => onText({ ...value, en }),
    optional: true,
  };
  return (
    <fieldset class="two-texts">
      <legend>{label}</legend>
      <div class="two-fields">
        {rows ? (
          <>
            <TextArea {...french} rows={rows} limit={limit} help={help} error={error} />
            <TextArea {...english} rows={rows} limit={limit} />
          </>
        ) : (
          <>
            <Field {...french} maxLength={limit} help={help} error={error} />
            <Field {...english} maxLength={limit} />
          </>
        )}
      </div>
    </fieldset>
  );
}

interface TicksProps {
  label: string;
  help?: string;
  choices: { id: string; label: string }[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

/** Several things to tick; they stay in the order in which they were ticked. */
export function Ticks({ label, help, choices, chosen, onChoose }: TicksProps) {
  return (
    <fieldset class="ticks">
      <legend>{label}</legend>
      {help && <p class="small soft">{help}</p>}
      <div class="tick-list">
        {choices.map((one) => (
          <Tick
            key={one.id}
            label={one.label}
            on={chosen.includes(one.id)}
            onToggle={(on) => onChoose(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** One thing to tick. */
export function Tick({
  label,
  on,
  onToggle,
}: {
  label: string;
  on: boolean;
  onToggle: (on: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={() => onToggle(!on)} />
      <span>{label}</span>
    </label>
  );
}

interface FigureProps {
  label: string;
  help?: string;
  value: number;
  most?: number;
  onFigure: (figure: number) => void;
}

/** A whole number from 0; what is no number counts as 0, and what is too much as the most. */
export function Figure({ label, help, value, most = Infinity, onFigure }: FigureProps) {
  return (
    <Field
      label={label}
      type="number"
      help={help}
      value={String(value)}
      onText={(typed) => onFigure(Math.min(most, Math.max(0, Math.round(Number(typed) || 0))))}
    />
  );
}
