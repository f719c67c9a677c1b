// "+ Baris": one more empty row of a table of rows, as often as wanted, before anything is saved.
(function () {
  "use strict";

  function renumbered(text, from, to) {
    return text.replace(new RegExp(`-${from}-`, "g"), `-${to}-`);
  }

  function emptied(row, from, to) {
    row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach((part) => {
      ["name", "id", "for", "aria-describedby"].forEach((key) => {
        const value = part.getAttribute(key);
        if (value) part.setAttribute(key, renumbered(value, from, to));
      });
    });
    row.querySelectorAll("input, textarea, select").forEach((field) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else if (field.options) field.selectedIndex = 0;
      else field.value = "";
      field.classList.remove("is-invalid");
    });
    row.querySelectorAll(".invalid-feedback, .late").forEach((fault) => fault.remove());
    return row;
  }

  function add(section, total, most, button) {
    const last = Array.from(section.querySelectorAll("fieldset.rows")).pop();
    const number = Number(total.value);
    const row = emptied(last.cloneNode(true), number - 1, number);
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = legend.textContent.replace(/\d+\s*$/, String(number + 1));
    last.after(row);
    total.value = String(number + 1);
    button.hidden = number + 1 >= most;
    row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: row } }));
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }

  function offer(section) {
    const total = section.querySelector("input[name$='-TOTAL_FORMS']");
    const most = Number(section.querySelector("input[name$='-MAX_NUM_FORMS']")?.value || 0);
    if (!total || !section.querySelector("fieldset.rows") || Number(total.value) >= most) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-success mb-2";
    button.textContent = "+ Baris";
    button.addEventListener("click", () => add(section, total, most, button));
    Array.from(section.querySelectorAll("fieldset.rows")).pop().after(button);
  }

  document.querySelectorAll("[data-rows]").forEach(offer);
})();
