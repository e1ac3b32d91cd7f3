/** What everybody is called to look at, whatever its kind, as this device may see it. */

import { filePath } from "../api";
import { type Called, readReference } from "../views/calls";
import { standsIn } from "../views/lineage";
import { useVisit } from "../visit";
import { say, t } from "../words";
import { tAttention } from "../words/attention";
import { CardSlip, PageText } from "./chip";

/** Shows the record that a call names; or sends eyes to the screen, where this device may not see it. */
export function CalledThing({ on }: { on: string }) {
  const reference = readReference(on);
  if (!reference) return <Elsewhere />;
  const Shown = SHOWN[reference.kind];
  return <Shown id={reference.id} />;
}

const SHOWN: { [kind in Called]: (props: { id: string }) => preact.JSX.Element } = {
  card: CardCalled,
  statement: StatementCalled,
  board: BoardCalled,
  page: PageCalled,
  experience: ExperienceCalled,
  proposal: ProposalCalled,
};

function Elsewhere() {
  return <p class="soft">{tAttention("call.elsewhere")}</p>;
}

function CardCalled({ id }: { id: string }) {
  const { room } = useVisit();
  const card = room.one("card", id).value;
  const kind = room.one("format", "format").value?.kinds.find((one) => one.id === card?.kind);
  const criterion = room.one("criterion", card?.criterion ?? "").value;
  const experience = room.one("experience", card?.experience ?? "").value;
  const table = room.one("group", card?.group ?? "").value;
  if (!card) return <Elsewhere />;
  const about = [table?.name, say(experience?.title)].filter(Boolean).join(" · ");
  return (
    <CardSlip
      above={
        <>
          <span>
            <span aria-hidden="true">{kind?.symbol} </span>
            {say(kind?.label)}
          </span>
          <span class="soft">{say(criterion?.short)}</span>
        </>
      }
      below={about}
    >
      <p class="called-text">{card.text}</p>
    </CardSlip>
  );
}

function StatementCalled({ id }: { id: string }) {
  const { room } = useVisit();
  const find = (one: string) => room.one("statement", one).value;
  const statement = standsIn(id, find) ?? find(id);
  const criterion = room.one("criterion", statement?.criterion ?? "").value;
  if (!statement) return <Elsewhere />;
  return (
    <CardSlip above={criterion && <span class="soft">{say(criterion.short)}</span>}>
      <p class="called-text">{statement.text}</p>
    </CardSlip>
  );
}

function BoardCalled({ id }: { id: string }) {
  const { room, code } = useVisit();
  const board = room.one("board", id).value;
  if (!board) return <Elsewhere />;
  return (
    <figure class="called-board">
      <img src={filePath(code, board.file)} alt={board.alt || board.caption} />
      {board.caption && <figcaption>{board.caption}</figcaption>}
    </figure>
  );
}

function PageCalled({ id }: { id: string }) {
  const { room } = useVisit();
  const page = room.one("page", id).value;
  if (!page) return room.whole.value ? <Elsewhere /> : <p class="soft">{t("app.loading")}</p>;
  return (
    <>
      <h3>{say(page.title)}</h3>
      <PageText page={page} />
    </>
  );
}

function ExperienceCalled({ id }: { id: string }) {
  const { room } = useVisit();
  const experience = room.one("experience", id).value;
  const page = room.one("page", experience?.page ?? "").value;
  if (!experience) return <Elsewhere />;
  return (
    <>
      <h3>{say(experience.title)}</h3>
      <p class="soft">{experience.territory}</p>
      <p>{say(experience.summary)}</p>
      {page && <PageText page={page} />}
    </>
  );
}

function ProposalCalled({ id }: { id: string }) {
  const proposal = useVisit().room.one("proposal", id).value;
  if (!proposal) return <Elsewhere />;
  return (
    <CardSlip>
      <p class="called-text">{proposal.text}</p>
    </CardSlip>
  );
}
