// Keys for those who leave the mouse alone: the dialog #papan-tik lists them and turns them off.
(function () {
  "use strict";

  const STORED = "pintasan-mati";
  const PATIENCE = 1500;
  const sheet = document.getElementById("papan-tik");
  if (!sheet) return;
  const turnedOn = sheet.querySelector("[data-keys-switch]");
  let wentAt = 0;

  function isOff() {
    try {
      return localStorage.getItem(STORED) === "ya";
    } catch {
      return false;
    }
  }

  function isTyping(target) {
    return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), select, textarea");
  }

  function search() {
    const field = Array.from(document.querySelectorAll("input[type=search]")).find((input) => input.offsetParent);
    field?.focus();
    field?.select();
    return Boolean(field);
  }

  function moveBy(step) {
    const tasks = Array.from(document.querySelectorAll("[data-task] .what")).filter((link) => !link.closest("details:not([open])"));
    if (!tasks.length) return false;
    const focused = tasks.indexOf(document.activeElement);
    const from = focused < 0 ? tasks.findIndex((task) => task.hasAttribute("aria-current")) : focused;
    const task = tasks[Math.min(tasks.length - 1, Math.max(0, from + step))];
    task.focus();
    task.dispatchEvent(new CustomEvent("task-chosen", { bubbles: true }));
    return true;
  }

  function showSheet() {
    sheet.togglePopover();
    return true;
  }

  function goTo(key) {
    const place = sheet.querySelector(`[data-goes="${CSS.escape(key)}"]`);
    if (place) window.location.assign(place.href);
    return Boolean(place);
  }

  const ACTS = { "/": search, "?": showSheet, j: () => moveBy(1), k: () => moveBy(-1) };

  function act(key) {
    const isGoing = Date.now() - wentAt < PATIENCE;
    wentAt = key === "g" && !isGoing ? Date.now() : 0;
    if (isGoing) return goTo(key);
    return Object.hasOwn(ACTS, key) && ACTS[key]();
  }

  turnedOn.checked = !isOff();
  turnedOn.addEventListener("change", () => {
    try {
      if (turnedOn.checked) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, "ya");
    } catch {
      // Without storage the switch holds until the page is left.
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || !turnedOn.checked || document.querySelector("dialog[open]")) return;
    if (act(event.key)) event.preventDefault();
  });
})();
