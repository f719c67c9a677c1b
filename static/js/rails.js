// Tabs and chips that do not fit scroll sideways; what is open stands in sight from the beginning.
(function () {
  "use strict";

  function show(root) {
    root.querySelectorAll(":is(.tabs, .case-pages) [aria-current]").forEach((current) => {
      const rail = current.closest("ul");
      if (rail.scrollWidth > rail.clientWidth) rail.scrollLeft = current.offsetLeft - rail.offsetLeft - rail.clientWidth / 3;
    });
  }

  show(document);
  document.addEventListener("htmx:load", (event) => show(event.target));
})();
