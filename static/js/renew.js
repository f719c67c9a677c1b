// When something that was waited for is ready, the page renews itself; what is being typed stays as it is.
(function () {
  "use strict";

  const STEP = 1000;
  const LONGEST = 10000;
  const WATCH = 15000;
  const SAID = "kabar";
  const NEWS = "Ada yang baru pada kerja sama ini; halaman sudah diperbarui.";
  const CHANGED = "Halaman ini berubah. Simpan isian Anda, lalu muat ulang halaman.";

  function isChanged(field) {
    if (field.type === "file") return field.files.length > 0;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) {
      const first = Array.from(field.options).findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(0, first);
    }
    return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  }

  function isInUse(form) {
    return form.contains(document.activeElement) || Array.from(form.elements).some(isChanged);
  }

  function formsInUse(root) {
    return Array.from(root.querySelectorAll("form")).filter(isInUse);
  }

  // Of several forms of one address it is the one at the same place among them.
  function twin(form, from, to) {
    const same = (root) =>
      Array.from(root.querySelectorAll("form")).filter((other) => other.getAttribute("action") === form.getAttribute("action"));
    const [ours, theirs] = [same(from), same(to)];
    return ours.length === theirs.length ? theirs[ours.indexOf(form)] : undefined;
  }

  // What stood open stays open: a details is known by the words of its summary.
  function keepOpen(from, to) {
    const words = (details) => details.querySelector("summary")?.textContent.trim();
    const open = new Set(Array.from(from.querySelectorAll("details[open]"), words));
    to.querySelectorAll("details").forEach((details) => {
      if (open.has(words(details))) details.open = true;
    });
  }

  // A message that something is being made says from now on what became of it.
  function say(text, isLoud) {
    const message = document.querySelector("[data-until-made]");
    const line = message ?? document.getElementById(SAID);
    if (!line) return;
    (message?.querySelector("span") ?? line).textContent = text;
    line.className = `notice ${isLoud ? "is-soon" : "is-good"}${message ? " said" : ""}`;
  }

  function exchange(root, fresh) {
    const kept = formsInUse(root).map((form) => [form, twin(form, root, fresh)]);
    if (kept.some(([, place]) => !place)) return false;
    const focused = document.activeElement;
    const [left, top] = [window.scrollX, window.scrollY];
    const sheet = root.querySelector("[popover]:popover-open")?.id;
    keepOpen(root, fresh);
    kept.forEach(([form, place]) => {
      place.replaceWith(form);
      for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    });
    root.replaceWith(fresh);
    window.htmx?.process(fresh);
    fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: fresh } }));
    if (sheet) document.getElementById(sheet)?.showPopover();
    if (fresh.contains(focused)) focused.focus({ preventScroll: true });
    window.scrollTo(left, top);
    return true;
  }

  // That no person asks is said, so that it keeps nobody signed in and takes no message meant for a reader.
  async function read(root) {
    const headers = { Accept: "text/html", "X-Renewal": "1" };
    const answer = await fetch(root.dataset.renew, { headers, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-renew]");
  }

  async function renew(root) {
    const fresh = await read(root);
    return Boolean(fresh) && exchange(root, document.adoptNode(fresh));
  }

  // Where no part of the page asks for itself, what is waited for stands in data-waits; the page is read until it is there.
  const waits = (root) => root.querySelectorAll("[data-waits]").length;

  async function look(pause) {
    const root = document.querySelector("[data-renew]");
    if (!root || !waits(root)) return;
    const fresh = document.hidden ? null : await read(root).catch(() => null);
    const isReady = Boolean(fresh) && waits(fresh) < waits(root);
    if (isReady) {
      const isRenewed = exchange(root, document.adoptNode(fresh));
      say(isRenewed ? "Selesai dibuat." : `Selesai dibuat. ${CHANGED}`, !isRenewed);
      if (!isRenewed) return;
    }
    setTimeout(() => look(Math.min(pause + STEP, LONGEST)), pause);
  }

  // The server says so in the answer to the last question for what was waited for.
  document.addEventListener("kabar", async (event) => {
    const root = document.querySelector("[data-renew]");
    if (!root) return;
    const isRenewed = await renew(root).catch(() => false);
    say(isRenewed ? event.detail.text : `${event.detail.text} ${CHANGED}`, !isRenewed || event.detail.isBad);
  });

  // A page that others change asks now and then whether it still is as it was drawn.
  async function versionOf(watched) {
    const { watch: address, version } = watched.dataset;
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return answer.ok && !answer.redirected ? (await answer.json()).version : version;
  }

  async function watch() {
    const root = document.querySelector("[data-renew]");
    const watched = document.querySelector("[data-watch]");
    if (!root || !watched) return;
    const drawn = watched.dataset.version;
    const version = document.hidden ? drawn : await versionOf(watched).catch(() => drawn);
    if (watched.isConnected && version !== drawn) {
      const isRenewed = await renew(root).catch(() => false);
      say(isRenewed ? NEWS : CHANGED, !isRenewed);
      if (!isRenewed) return;
    }
    setTimeout(watch, WATCH);
  }

  setTimeout(() => look(2 * STEP), 2 * STEP);
  setTimeout(watch, WATCH);
})();
