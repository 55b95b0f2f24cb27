// The public comments under the page's post, each with the page's reply beneath.

import { post } from "./api.js";
import { Keyed, clock, element } from "./dom.js";

export class Comments {
  constructor(list, people, clinic) {
    this.people = people;
    this.clinic = clinic;
    this.keyed = new Keyed(list, (comment) => this.item(comment));
  }

  show(comments, person) {
    const mine = (comment) => comment.side === "person" && comment.person === person;
    const replies = (comment) => comments.filter((other) => other.parent === comment.id);
    const threads = comments.filter((comment) => !comment.parent).flatMap((comment) => [comment, ...replies(comment)]);
    this.keyed.show(threads.map((comment) => ({ ...comment, mine: mine(comment) })));
  }

  item(comment) {
    const removed = comment.status === "unsent";
    const byPage = comment.side === "page";
    const name = byPage ? this.clinic : this.people.get(comment.person);
    const about = element("div", { className: "about" }, element("time", { dateTime: comment.at }, clock(comment.at)));
    if (comment.answered_in_private) about.append(element("span", {}, " · answered in private"));
    if (comment.status === "failed") about.append(element("span", { className: "failed" }, " · not delivered"));
    if (comment.mine && !removed) {
      const remove = () => post("comments/remove", { id: comment.id });
      about.append(element("button", { type: "button", onclick: remove }, "Delete"));
    }
    const text = removed ? "Comment deleted" : comment.text;
    const body = element("div", { className: "bubble" }, element("strong", {}, name), element("p", {}, text));
    return element("li", { className: `comment from-${comment.side} ${removed ? "unsent" : ""}` }, body, about);
  }
}
