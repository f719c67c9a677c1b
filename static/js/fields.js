/* Says beneath a figure or a day how the server reads it, and puts the browser's calendar beside a day. */
"use strict";
(() => {
  const WAIT = 300;
  const waiting = new WeakMap();

  /* The line of this input, which stands after it and before any other input. */
  function lineOf(input) {
    let next = input.nextElementSibling;
    while (next && !next.matches("[data-echo]")) next = next.matches("input") ? null : next.nextElementSibling;
    return next;
  }

  /* What may have been meant, each to be taken by one tap. */
  function offer(input, line, readings) {
    line.parentElement.querySelectorAll(`[data-reading-of="${CSS.escape(input.name)}"]`).forEach((old) => old.remove());
    for (const reading of [...readings].reverse()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn reading";
      button.dataset.readingOf = input.name;
      button.textContent = `Ya, ${reading}`;
      button.addEventListener("click", () => {
        input.value = reading;
        for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
        input.focus();
      });
      line.after(button);
    }
  }

  async function echo(input) {
    const line = lineOf(input);
    const typed = input.value;
    if (!line) return;
    if (!typed.trim()) {
      line.textContent = "";
      offer(input, line, []);
      return;
    }
    const query = new URLSearchParams({ jenis: input.dataset.reads, teks: typed });
    const answer = await fetch(`${document.body.dataset.root}baca/?${query}`, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (!answer || !answer.ok || input.value !== typed) return;
    const said = await answer.json();
    line.textContent = said.teks;
    line.classList.toggle("asks", !said.terbaca);
    offer(input, line, said.pilihan);
  }

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.reads) return;
    clearTimeout(waiting.get(input));
    waiting.set(input, setTimeout(() => echo(input), WAIT));
  });

  const twoFigures = (number) => String(number).padStart(2, "0");
  const typedDay = (iso) => iso.split("-").reverse().join("/");

  function isoOf(typed) {
    const found = typed.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
    return found ? `${found[3]}-${twoFigures(found[2])}-${twoFigures(found[1])}` : "";
  }

  /* The text field stays the one that is sent; the calendar only writes into it. */
  function addCalendar(input) {
    if (input.dataset.calendar || typeof HTMLInputElement.prototype.showPicker !== "function") return;
    input.dataset.calendar = "1";
    const picker = document.createElement("input");
    picker.type = "date";
    picker.tabIndex = -1;
    picker.className = "day-picker";
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn day-button";
    const label = input.labels && input.labels[0] ? input.labels[0].textContent.replace("*", "").trim() : "";
    button.textContent = "Pilih tanggal";
    if (label) button.setAttribute("aria-label", `Pilih tanggal untuk ${label}`);
    button.addEventListener("click", () => {
      picker.value = isoOf(input.value);
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      input.value = typedDay(picker.value);
      for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
      input.focus();
    });
    // The line of what was read is found behind the field before the next input, so the calendar comes last.
    const line = lineOf(input);
    input.after(button);
    (line || button).after(picker);
  }

  const prepare = (root) => root.querySelectorAll('input[data-reads="day"]').forEach(addCalendar);
  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.target));
})();
