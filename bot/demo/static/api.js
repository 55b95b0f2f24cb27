// Talks to the demo network: one POST for each thing a person does, one stream of everything that happens.

export async function post(path, body) {
  const answer = await fetch(`/demo/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

// `on.everything(list)` comes first, and again after a lost connection; then `on.update(item)` for each change.
export function subscribe(on) {
  const stream = new EventSource("/demo/updates");
  stream.addEventListener("everything", (event) => on.everything(JSON.parse(event.data)));
  stream.addEventListener("update", (event) => on.update(JSON.parse(event.data)));
  stream.addEventListener("open", () => on.connected(true));
  stream.addEventListener("error", () => on.connected(false));
}
