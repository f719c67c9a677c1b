// "+ Baris": one more empty row of a table of rows, as often as wanted, before anything is saved.
// Without this script the button asks the server for the page with one more row.
(function () {
  "use strict";

  const totalOf = (section) => section.querySelector("input[name$='-TOTAL_FORMS']");
  const mostOf = (section) => Number(section.querySelector("input[name$='-MAX_NUM_FORMS']")?.value || 0);

  function add(section) {
    const total = totalOf(section);
    const button = section.querySelector("[data-add-row]");
    const number = Number(total.value);
    if (!button || number >= mostOf(section)) return null;
    const made = document.createElement("div");
    made.innerHTML = section.querySelector("[data-row-template]").innerHTML.replaceAll("__prefix__", number);
    const row = made.querySelector("[data-row]");
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = `${legend.textContent.trim()} ${number + 1}`;
    button.before(row);
    total.value = String(number + 1);
    button.hidden = number + 1 >= mostOf(section);
    row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: row } }));
    return row;
  }

  // A button that sends would be the one that Enter presses.
  function takeOver(root) {
    root.querySelectorAll("button[data-add-row]").forEach((button) => {
      button.type = "button";
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-add-row]");
    if (!button) return;
    const row = add(button.closest("[data-rows]"));
    row?.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });

  // What was typed in a row that is not stored yet comes back to a row of its own.
  document.addEventListener("rows-wanted", (event) => {
    const { prefix, number } = event.detail;
    const section = event.target.querySelector(`input[name="${CSS.escape(prefix)}-TOTAL_FORMS"]`)?.closest("[data-rows]");
    while (section && Number(totalOf(section).value) <= number && add(section));
  });

  document.addEventListener("htmx:load", (event) => takeOver(event.target.parentElement ?? document));
  takeOver(document);
})();
