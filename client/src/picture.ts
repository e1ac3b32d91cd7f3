/** The pictures that the page draws: what must be worked out once for the next one, and not once for each cause. */

/** How long a page that draws nothing, as one in the background, lets such work wait, in milliseconds. */
const AT_LATEST = 100;

/**
 * Does something once before the next picture; soon where none is drawn, and at once where there is no page.
 * Gives what calls it off, for who leaves before it is done.
 */
export function beforePicture(act: () => void): () => void {
  if (typeof requestAnimationFrame === "undefined") {
    act();
    return () => {};
  }
  const callOff = () => {
    cancelAnimationFrame(picture);
    clearTimeout(late);
  };
  const now = () => {
    callOff();
    act();
  };
  const picture = requestAnimationFrame(now);
  const late = setTimeout(now, AT_LATEST);
  return callOff;
}

/** Gives what is the same for all that is worked out for one picture, and another for the next. */
export function thisPicture(): unknown {
  return document.timeline?.currentTime ?? performance.now();
}
