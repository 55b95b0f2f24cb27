// Tabs as the WAI-ARIA practices describe them: arrow keys move, one panel shows.

export function makeTabs(list) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];

  function open(panel) {
    for (const tab of tabs) {
      const chosen = tab.getAttribute("aria-controls") === panel;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const shown = document.getElementById(tab.getAttribute("aria-controls"));
      if (tab.classList.contains("narrow-only")) shown.classList.toggle("open", chosen);
      else shown.hidden = !chosen;
    }
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) open(tab.getAttribute("aria-controls"));
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = tabs.filter((tab) => tab.offsetParent !== null);
    const next = seen[(seen.indexOf(document.activeElement) + step + seen.length) % seen.length];
    next.focus();
    open(next.getAttribute("aria-controls"));
  });
  return open;
}
