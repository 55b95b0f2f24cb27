// What went between the network and the service, newest first.

import { clock, element } from "./dom.js";

const MOST_SHOWN = 30;

export function showTraffic(list, traffic) {
  list.replaceChildren(...traffic.slice(-MOST_SHOWN).reverse().map(row));
}

function row({ at, to_service, what, status, ms }) {
  const good = status !== null && status < 300;
  return element(
    "li",
    { title: clock(at) },
    element("span", { className: "way", title: to_service ? "to the clinic" : "from the clinic" }, to_service ? "→" : "←"),
    element("span", { className: "what" }, what),
    element("span", { className: `status ${good ? "good" : "bad"}` }, status === null ? "no answer" : String(status)),
    element("span", { className: "ms" }, ms === null ? "" : `${ms} ms`),
  );
}
