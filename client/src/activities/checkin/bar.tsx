/** One bar of a count, with its words; the figures say what the length shows. */

interface BarProps {
  label: string;
  n: number;
  most: number;
  words: string;
}

/** A line of a list of bars. */
export function Bar({ label, n, most, words }: BarProps) {
  return (
    <li class="bar-line">
      <span>{label}</span>
      <span class="figures">{words}</span>
      <meter class="bar" min={0} max={most} value={n} aria-label={label} />
    </li>
  );
}
