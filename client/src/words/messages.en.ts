/** The English of `messages.ts`. */

export const en = {
  from: "Message from the facilitator, {at}",
  read: "Got it",
  more: { one: "and {n} more message", other: "and {n} more messages" },
  all: "Messages from the facilitator",
};
