// The chat page, live. Without it the same forms work, and the page is reloaded by hand.
//
// A message appears at once and is marked as sent when the server has it safe. It is replaced by the server's own copy
// when that arrives; a message that could not be sent stays, with its id, so that trying again cannot send it twice.

const LOST_AFTER = 4000; // milliseconds without a connection before it is mentioned
const TYPING_FOR = 12000;

const byId = (id) => document.getElementById(id);
const chat = byId("chat");
const bubbles = byId("bubbles");
const composer = byId("composer");
const words = byId("text");
const log = byId("log");
const title = document.title;
const csrf = composer.elements.csrf.value;
const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;

const isAtEnd = () => log.scrollTop > -80; // the log is laid out from the bottom up
const toEnd = () => log.scrollTo({ top: 0 });

// Sending

function send(fields, shown) {
  const bubble = byId("pending").content.firstElementChild.cloneNode(true);
  bubble.querySelector(".words").textContent = shown;
  bubble.fields = { id: newId(), ...fields };
  bubble.querySelector(".again").addEventListener("click", () => attempt(bubble));
  bubbles.append(bubble);
  byId("buttons-row").replaceChildren();
  toEnd();
  attempt(bubble);
}

async function attempt(bubble) {
  mark(bubble, "sending");
  say("");
  try {
    const response = await fetch("/chat/messages", {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ csrf, ...bubble.fields }),
    });
    if (response.status === 401) return location.reload();
    if (response.ok) return mark(bubble, "sent");
    say((await response.json()).text ?? "");
  } catch {
    // No connection, or an answer that is not ours: the bubble offers to try again.
  }
  mark(bubble, "failed");
}

function mark(bubble, state) {
  for (const name of ["sending", "sent", "failed"]) bubble.querySelector(`.${name}`).hidden = name !== state;
  bubble.classList.toggle("arrived", state === "sent");
  bubble.classList.toggle("lost", state === "failed");
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text) {
  byId("alert").textContent = text;
  byId("alert").hidden = !text;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  send({ text }, text);
  words.value = "";
  grow();
  words.focus();
});

words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !hasKeyboard) return;
  event.preventDefault();
  composer.requestSubmit();
});

byId("buttons").addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  send({ [button.name]: button.value }, button.textContent.trim());
  if (hasKeyboard) words.focus();
});

// Receiving

function show({ entries, buttons, state }) {
  const stay = !isAtEnd();
  const arrived = document.createElement("template");
  arrived.innerHTML = entries; // made by our own server, where every value is escaped
  for (const item of arrived.content.querySelectorAll("li")) add(item);
  if (chat.dataset.state !== state) chat.dataset.state = state;
  if (bubbles.childElementCount) byId("buttons-row").innerHTML = buttons;
  if (!stay) toEnd();
}

function add(item) {
  if (item.dataset.date) {
    if (!bubbles.querySelector(`[data-date="${item.dataset.date}"]`)) place(item);
    return;
  }
  if (item.classList.contains("mine")) return replacePending(item);
  byId("typing").hidden = true;
  joinToPrevious(item);
  place(item);
  if (document.hidden) document.title = `● ${title}`;
}

// What the server has stands before what is still on its way.
function place(item) {
  bubbles.insertBefore(item, bubbles.querySelector(".pending"));
}

function replacePending(item) {
  const shown = item.querySelector(".words").textContent.trim();
  const waiting = [...bubbles.querySelectorAll(".pending")];
  const match = waiting.find((bubble) => bubble.querySelector(".words").textContent.trim() === shown);
  joinToPrevious(item);
  if (match) match.replaceWith(item);
  else place(item);
}

// A batch does not know what stood before it.
function joinToPrevious(item) {
  const before = [...bubbles.querySelectorAll(".bubble:not(.pending)")].at(-1);
  const author = [...item.classList].find((name) => name.startsWith("by-"));
  if (!before?.classList.contains(author)) return;
  item.classList.remove("first");
  item.querySelector(".author").classList.add("visually-hidden");
}

let lost = 0;
let typing = 0;

function listen() {
  const events = new EventSource(`/chat/events?after=${chat.dataset.last}`);
  events.addEventListener("open", () => {
    clearTimeout(lost);
    byId("connection").hidden = true;
  });
  events.addEventListener("update", (event) => {
    chat.dataset.last = event.lastEventId;
    show(JSON.parse(event.data));
  });
  events.addEventListener("typing", () => {
    clearTimeout(typing);
    byId("typing").hidden = false;
    typing = setTimeout(() => (byId("typing").hidden = true), TYPING_FOR);
  });
  events.addEventListener("over", () => location.reload());
  events.addEventListener("error", () => {
    clearTimeout(lost);
    lost = setTimeout(() => (byId("connection").hidden = false), LOST_AFTER);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, LOST_AFTER);
  });
  addEventListener("pagehide", () => events.close(), { once: true });
}

// Comfort

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 2}px`;
}

words.addEventListener("input", grow);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = title;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // another may sit here now
});
byId("text").required = false; // an empty message is simply not sent
if (hasKeyboard) words.focus();
toEnd();
listen();
