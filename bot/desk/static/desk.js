// Keeps an open page up to date. What arrives says that something changed, never what: the page then asks anew.

const RELOAD_AFTER = 5000; // milliseconds before a broken connection is tried again
const READING_BACK = 40; // pixels above the end: then a new message does not move the text
const REFRESH_EVERY = 60000; // so that waiting times go on counting

const title = document.title;
const alarmCount = () => Number(document.querySelector("#alarms")?.dataset.count ?? 0);

function leave() {
  // The session is over: nothing of a patient stays on the screen.
  document.body.replaceChildren();
  location.replace("/sign-in");
}

async function fetchDocument(path) {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store", redirect: "error" });
  if (answer.status === 401) {
    leave();
    return null;
  }
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

function showAlarms() {
  const count = alarmCount();
  document.title = count ? `(${count}) ALARM · ${title}` : title;
  const badge = document.querySelector("[data-alarms]");
  if (badge) {
    badge.hidden = count === 0;
    badge.textContent = String(count);
  }
}

async function refreshAlarms() {
  const page = document.querySelector("#alarms") && (await fetchDocument("/alarms"));
  const fresh = page?.querySelector("#alarms");
  if (fresh) {
    document.querySelector("#alarms").replaceWith(fresh);
    showAlarms();
  }
}

async function refresh(region) {
  const page = await fetchDocument(region.dataset.refresh);
  if (!page) return;
  const open = [...region.querySelectorAll("details[open]")].map((part) => part.className);
  const talk = region.querySelector(".talk");
  const readingBack = talk && talk.scrollHeight - talk.scrollTop - talk.clientHeight > READING_BACK;
  const place = talk?.scrollTop ?? 0;
  region.replaceChildren(...page.body.childNodes);
  for (const part of region.querySelectorAll("details")) part.open = open.includes(part.className);
  if (readingBack) region.querySelector(".talk").scrollTop = place;
  else toTheEnd();
}

// A transcript is fetched only while somebody can see it: each view is recorded.
let missed = null;
function refreshWhenSeen(region) {
  if (document.hidden) missed = region;
  else refresh(region);
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !missed) return;
  refresh(missed);
  missed = null;
});

function toTheEnd() {
  const talk = document.querySelector(".talk");
  if (talk) talk.scrollTop = talk.scrollHeight;
}

function sayLive(words, ok) {
  const place = document.querySelector("[data-live]");
  if (!place) return;
  place.classList.toggle("on", ok);
  place.querySelector("[data-live-words]").textContent = words;
}

function listen() {
  const stream = new EventSource("/live");
  stream.onopen = () => sayLive("Live", true);
  stream.addEventListener("signed-out", () => {
    stream.close();
    leave();
  });
  stream.addEventListener("desk", (event) => {
    const change = JSON.parse(event.data);
    const talk = document.querySelector("[data-conversation]");
    const lines = document.querySelector("#inbox-lines");
    refreshAlarms();
    if (lines) refresh(lines);
    if (talk && change.conversations.includes(talk.dataset.conversation)) refreshWhenSeen(talk);
  });
  stream.onerror = async () => {
    sayLive("Reconnecting", false);
    if (stream.readyState !== EventSource.CLOSED) return;
    // Refused, not merely interrupted: perhaps the session has ended.
    await fetchDocument("/alarms").catch(() => null);
    setTimeout(listen, RELOAD_AFTER);
  };
}

function sendOnce(form) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
  form.querySelector("textarea")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

showAlarms();
toTheEnd();
listen();
for (const form of document.querySelectorAll("form[data-once]")) sendOnce(form);
setInterval(() => {
  const lines = document.querySelector("#inbox-lines");
  if (lines && !document.hidden) refresh(lines);
}, REFRESH_EVERY);
// The back button may show a page from before signing out.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
