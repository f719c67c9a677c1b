// Filling in a proposal: a sample text is taken over by one click, a long choice is searched, and a phone shows one part
// at a time. Without this script samples are read and copied, the choice is a list of boxes in a fold, and the parts stand
// one beneath the other.
(() => {
  "use strict";

  function tell(control) {
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // ---- sample texts ----

  function takeOver(button) {
    const field = document.getElementById(button.dataset.sample);
    if (!field) return;
    const sample = button.closest("figure").querySelector("blockquote").innerText.trim();
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${sample}` : sample;
    tell(field);
    button.closest("details").open = false;
    field.focus();
  }

  // ---- a long choice ----

  function chosenIn(picker) {
    return [...picker.querySelectorAll("input[type=checkbox]:checked")];
  }

  function showChosen(picker) {
    const list = picker.querySelector("[data-chosen]");
    list.replaceChildren(
      ...chosenIn(picker).map((box) => {
        const name = box.labels[0].textContent.trim();
        const button = document.createElement("button");
        button.type = "button";
        button.className = "chip";
        button.setAttribute("aria-pressed", "true");
        button.setAttribute("aria-label", `Batal pilih ${name}`);
        button.textContent = `${name} ×`;
        button.addEventListener("click", () => {
          box.checked = false;
          tell(box);
          picker.querySelector("summary").focus();
        });
        const line = document.createElement("li");
        line.append(button);
        return line;
      })
    );
    picker.querySelector("[data-none]").hidden = chosenIn(picker).length > 0;
  }

  function narrow(picker, words) {
    const asked = words.trim().toLowerCase();
    let found = 0;
    for (const option of picker.querySelectorAll("[data-option]")) {
      option.hidden = !option.textContent.toLowerCase().includes(asked);
      if (!option.hidden) found += 1;
    }
    for (const group of picker.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-option]:not([hidden])");
    }
    picker.querySelector("[data-found]").textContent = asked ? `${found} pilihan cocok` : "";
  }

  function prepare(picker) {
    if (picker.dataset.ready) return;
    picker.dataset.ready = "1";
    const find = picker.querySelector("[data-find]");
    find.hidden = false;
    const input = find.querySelector("input");
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      narrow(picker, input.value);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    picker.addEventListener("change", () => showChosen(picker));
    showChosen(picker);
  }

  // ---- one part at a time ----

  const pager = document.querySelector("[data-pager]");
  const parts = [...document.querySelectorAll(".part")];
  const isNarrow = window.matchMedia("(max-width: 60rem)");
  let here = 0;

  function show(place) {
    here = Math.max(0, Math.min(place, parts.length - 1));
    const isLast = !isNarrow.matches || here === parts.length - 1;
    parts.forEach((part, number) => {
      part.hidden = isNarrow.matches && number !== here;
    });
    pager.hidden = !isNarrow.matches;
    pager.querySelector("[data-back]").hidden = here === 0;
    pager.querySelector("[data-on]").hidden = isLast;
    pager.querySelector("[data-place]").textContent = `Bagian ${here + 1} dari ${parts.length}`;
    document.querySelector("button[name=lanjut]").hidden = !isLast;
  }

  // The part that holds an element of the page; -1 where none does.
  function placeOf(id) {
    const target = id && document.getElementById(id);
    return target ? parts.findIndex((part) => part.contains(target)) : -1;
  }

  function turn(step) {
    show(here + step);
    parts[here].scrollIntoView();
    parts[here].querySelector("h2").focus();
  }

  function showNamed(hash) {
    const place = placeOf(decodeURIComponent(hash.slice(1)));
    if (place >= 0) show(place);
  }

  function preparePager() {
    if (!pager || parts.length < 2) return;
    parts.forEach((part) => {
      part.querySelector("h2").tabIndex = -1;
    });
    pager.querySelector("[data-back]").addEventListener("click", () => turn(-1));
    pager.querySelector("[data-on]").addEventListener("click", () => turn(1));
    // Before the link is followed, for what is hidden takes no focus.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href*='#']");
      if (link && link.pathname === location.pathname) showNamed(link.hash);
    }, true);
    window.addEventListener("hashchange", () => showNamed(location.hash));
    isNarrow.addEventListener("change", () => show(here));
    const wrong = parts.findIndex((part) => part.querySelector(".invalid-feedback, [aria-invalid=true]"));
    show(wrong);
    showNamed(location.hash);
  }

  function prepareIn(root) {
    root.querySelectorAll("[data-sample]").forEach((button) => {
      button.hidden = false;
    });
    root.querySelectorAll("[data-picker]").forEach(prepare);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-sample]");
    if (button) takeOver(button);
  });
  document.addEventListener("htmx:load", (event) => prepareIn(event.target.parentElement ?? document));
  prepareIn(document);
  preparePager();
})();
