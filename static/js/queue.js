// A task opens beside the queue where there is room; elsewhere its link leads to the page on which it is done.
(function () {
  "use strict";

  const ROOM = window.matchMedia("(min-width: 68.01rem)");
  const PLACE = "#pratinjau";

  function mark(link) {
    document.querySelectorAll("[data-peek][aria-current]").forEach((other) => {
      other.removeAttribute("aria-current");
      other.closest("[data-task]").classList.remove("is-open");
    });
    link.setAttribute("aria-current", "true");
    link.closest("[data-task]").classList.add("is-open");
  }

  function peek(link) {
    mark(link);
    window.htmx.ajax("GET", link.dataset.peek, { target: PLACE, swap: "outerHTML" });
  }

  document.addEventListener("task-chosen", (event) => {
    if (ROOM.matches && window.htmx) peek(event.target);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-peek]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    if (!link || !isPlain || !ROOM.matches || !window.htmx || link.hasAttribute("aria-current")) return;
    event.preventDefault();
    peek(link);
  });
})();
