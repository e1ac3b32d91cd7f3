/**
 * The pictures that the page draws. A slow phone has no time to take in what came, and to draw it, and to
 * draw another thing, all for one picture: each such piece of work has a picture of its own.
 */

/** How long a page that draws nothing, as one in the background, lets such work wait, in milliseconds. */
const AT_LATEST = 100;

/** The time of the last picture that something was worked out for. */
let taken: number | null = null;

/**
 * Does something before a picture that nothing else is done for, in the order of asking; soon where none is
 * drawn, and at once where there is no page. Gives what calls it off, for who leaves before it is done.
 */
export function beforePicture(act: () => void): () => void {
  if (typeof requestAnimationFrame === "undefined") {
    act();
    return () => {};
  }
  let picture = 0;
  const late = setTimeout(() => now(), AT_LATEST);
  const callOff = () => {
    cancelAnimationFrame(picture);
    clearTimeout(late);
  };
  const now = () => {
    callOff();
    act();
  };
  const askFor = () => {
    picture = requestAnimationFrame((time) => {
      if (time === taken) return askFor();
      taken = time;
      now();
    });
  };
  askFor();
  return callOff;
}
