// On a broken line nothing is sent into the void: the form stays as it is, and its sender is told.
(function () {
  "use strict";

  const BROKEN = "Tidak ada sambungan. Belum ada yang terkirim; isian Anda tetap di halaman ini. Kirim lagi bila sambungan kembali.";
  const BACK = "Sambungan kembali. Tekan tombolnya sekali lagi untuk mengirim.";
  let place = null;

  function say(words, isBad) {
    if (!place) {
      place = document.createElement("p");
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.className = `notice session-warning ${isBad ? "is-late" : "is-good"}`;
    place.textContent = words;
  }

  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(BROKEN, true);
  }, true);

  window.addEventListener("online", () => {
    if (place) say(BACK, false);
  });

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => say(BROKEN, true));
  }
})();
