/** Fetching the film of a room, once for the page. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { call } from "../../api";
import { Film, type FilmData } from "../../views/film";
import { lies } from "../../views/lineage";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";

export interface Loaded {
  film: Film | null;
  failed: boolean;
  reload: () => void;
}

/** Gives the film of the room that this page shows. */
export function useFilm(): Loaded {
  const { code, pass } = useVisit();
  const [data, setData] = useState<FilmData | null>(null);
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    setFailed(false);
    call<FilmData>(`/api/rooms/${encodeURIComponent(code)}/replay`, { token: pass.token }).then(
      (found) => wanted && setData(found),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [code, pass, turn]);
  const film = useMemo(() => data && new Film(data), [data]);
  return { film, failed, reload: () => setTurn(turn + 1) };
}

/** Gives which cards of the film may still be seen: what is hidden while it plays leaves it at once. */
export function useLies(): (card: Card) => boolean {
  const { room } = useVisit();
  return (card) => {
    const now = room.peek("card", card.id);
    return now !== undefined && lies(now);
  };
}
