// Small helpers to build elements. Text only ever becomes text nodes.

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "dataset") Object.assign(made.dataset, value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index));
    parts.push(element("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

export function clock(moment) {
  return new Date(moment).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

// Keeps one element per item: an unchanged item is left alone, so that a screen reader hears new ones only.
export class Keyed {
  constructor(parent, make) {
    this.parent = parent;
    this.make = make;
    this.shown = new Map();
  }

  show(items) {
    const wanted = new Set(items.map((item) => item.id));
    for (const [id, { made }] of this.shown) {
      if (!wanted.has(id)) {
        made.remove();
        this.shown.delete(id);
      }
    }
    for (const item of items) {
      const version = JSON.stringify(item);
      const old = this.shown.get(item.id);
      if (old?.version === version) continue;
      const made = this.make(item);
      if (old) old.made.replaceWith(made);
      else this.parent.append(made);
      this.shown.set(item.id, { version, made });
    }
  }
}
