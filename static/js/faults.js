// After a refusal the focus stands on the summary, and each of its links leads into its field, also inside closed details.
(() => {
  "use strict";
  const summary = document.getElementById("galat");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let closed = field.closest("details:not([open])"); closed; closed = field.closest("details:not([open])")) closed.open = true;
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    (control ?? field).focus();
    field.scrollIntoView({ block: "center" });
  });
})();
