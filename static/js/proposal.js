// Filling in a proposal: a sample text is taken over by one click, and a long choice is searched.
// Without this script samples are read and copied, and the choice is a list of boxes in a fold.
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
})();
