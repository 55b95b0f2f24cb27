// One person's conversation with the page.

import { post } from "./api.js";
import { Keyed, clock, element, withLinks } from "./dom.js";

const ATTACHMENTS = { image: "Photo", audio: "Voice message", file: "File", sticker: "Sticker", location: "Location" };
const STATES = { sending: "Sending…", delivered: "Delivered", failed: "Not delivered. Is the service running?" };
const TYPING_SECONDS = 20;

export class Thread {
  constructor(parent, clinic) {
    this.parent = parent;
    this.clinic = clinic;
    this.empty = element("p", { className: "empty" });
    this.lines = element("div", { className: "lines" });
    this.choices = element("div", { className: "choices" });
    this.dots = element("div", { className: "typing", hidden: true, "aria-label": "Typing" }, ...[1, 2, 3].map(() => element("i")));
    parent.append(this.empty, this.lines, this.choices, this.dots);
    this.keyed = new Keyed(this.lines, (line) => this.bubble(line));
  }

  show(person, lines) {
    this.person = person;
    this.empty.hidden = lines.length > 0;
    this.empty.textContent = `Write to ${this.clinic}. The automated assistant answers first; people answer from the desk.`;
    const before = this.keyed.shown.size;
    this.keyed.show(lines);
    const last = lines.at(-1);
    this.offer(last?.side === "page" ? last.quick_replies : []);
    if (last?.side === "page") this.typing(false);
    if (lines.length !== before) this.parent.scrollTop = this.parent.scrollHeight;
  }

  typing(active) {
    clearTimeout(this.timer);
    this.dots.hidden = !active;
    if (!active) return;
    this.timer = setTimeout(() => this.typing(false), TYPING_SECONDS * 1000);
    this.parent.scrollTop = this.parent.scrollHeight;
  }

  offer(quickReplies) {
    this.choices.replaceChildren(
      ...quickReplies.map(({ title, payload }) => {
        const choose = () => post("choices", { person: this.person, title, payload });
        return element("button", { type: "button", onclick: choose }, title);
      }),
    );
  }

  bubble(line) {
    const own = line.side === "person";
    const unsent = line.status === "unsent";
    const body = element("div", { className: "bubble" });
    if (unsent) body.append("You unsent a message");
    else if (line.attachment) body.append(element("span", { className: `file ${line.attachment}` }, ATTACHMENTS[line.attachment]));
    else body.append(...withLinks(line.text));

    const about = element("div", { className: "about" });
    if (own && !unsent) {
      about.append(element("button", { type: "button", onclick: () => post("unsend", { id: line.id }) }, "Unsend"));
    }
    if (line.private_reply) about.append(element("span", {}, "Reply to your comment · "));
    about.append(element("time", { dateTime: line.at }, clock(line.at)));
    if (own && !unsent) about.append(element("span", { className: line.status }, ` · ${STATES[line.status]}`));
    return element("div", { className: `line from-${line.side} ${unsent ? "unsent" : ""}` }, body, about);
  }
}
