// Joins the page's parts: who one is, the three tabs, the message boxes, and the stream of updates.

import { post, subscribe } from "./api.js";
import { Comments } from "./comments.js";
import { makeTabs } from "./tabs.js";
import { Thread } from "./thread.js";
import { showTraffic } from "./traffic.js";

const find = (selector) => document.querySelector(selector);
const buttons = [...document.querySelectorAll(".person")];
const people = new Map(buttons.map((button) => [button.dataset.person, button.querySelector(".name").textContent]));
const clinic = document.body.dataset.clinic;

const thread = new Thread(find("#thread"), clinic);
const comments = new Comments(find("#comment-list"), people, clinic);
const openTab = makeTabs(find(".tabs"));

let person = buttons[0].dataset.person;
let lines = new Map();
let comment = new Map();
let traffic = [];
const unread = new Map();

function take(item) {
  if (item.kind === "line") lines.set(item.id, item);
  else if (item.kind === "comment") comment.set(item.id, item);
  else if (item.kind === "traffic") traffic.push(item);
}

function show() {
  thread.show(person, [...lines.values()].filter((line) => line.person === person));
  comments.show([...comment.values()], person);
  showTraffic(find("#traffic"), traffic);
  for (const button of buttons) {
    const badge = button.querySelector(".unread");
    const waiting = unread.get(button.dataset.person) ?? 0;
    badge.hidden = waiting === 0;
    badge.textContent = waiting;
  }
}

function become(button) {
  person = button.dataset.person;
  unread.delete(person);
  thread.typing(false);
  for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
  for (const list of document.querySelectorAll(".suggestions")) list.hidden = list.dataset.language !== button.dataset.language;
  show();
}

function fitHeight(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function makeComposer(form, path) {
  const box = form.querySelector("textarea");
  box.addEventListener("input", () => fitHeight(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value;
    if (!text) return;
    box.value = "";
    fitHeight(box);
    post(path, { person, text }).catch(() => {
      box.value = text;
    });
  });
  return box;
}

for (const button of buttons) button.addEventListener("click", () => become(button));

const box = makeComposer(find("#composer"), "messages");
makeComposer(find("#comment-form"), "comments");

const attach = find(".attach");
document.addEventListener("click", (event) => {
  if (!attach.contains(event.target)) attach.open = false;
});
attach.addEventListener("keydown", (event) => {
  if (event.key === "Escape") attach.open = false;
});
for (const button of document.querySelectorAll("[data-attachment]")) {
  button.addEventListener("click", () => {
    attach.open = false;
    post("attachments", { person, attachment: button.dataset.attachment });
  });
}

for (const button of document.querySelectorAll(".suggestions button")) {
  button.addEventListener("click", () => {
    openTab("chat");
    box.value = button.querySelector(".say").textContent;
    fitHeight(box);
    box.focus();
  });
}

// The third tab is a column of its own where there is room.
matchMedia("(min-width: 1021px)").addEventListener("change", () => openTab("chat"));

subscribe({
  everything(items) {
    lines = new Map();
    comment = new Map();
    traffic = [];
    items.forEach(take);
    show();
  },
  update(item) {
    if (item.kind === "typing") {
      if (item.person === person) thread.typing(true);
      return;
    }
    if (item.kind === "line" && item.side === "page" && item.person !== person) {
      unread.set(item.person, (unread.get(item.person) ?? 0) + 1);
    }
    take(item);
    show();
  },
  connected(yes) {
    const state = find("#connection");
    state.textContent = yes ? "Online" : "Connecting…";
    state.classList.toggle("online", yes);
  },
});
