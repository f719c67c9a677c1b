// On a broken line nothing is sent into the void: the form stays as it is, and its sender is told.
(function () {
  "use strict";

  const BROKEN = "Tidak ada sambungan. Belum ada yang terkirim; isian Anda tetap di halaman ini. Kirim lagi bila sambungan kembali.";
  const BACK = "Sambungan kembali. Tekan tombolnya sekali lagi untuk mengirim.";
  const UNSURE = "Server belum menjawab. Kiriman Anda mungkin sudah sampai; periksa dahulu sebelum mengirim lagi.";
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
    if (place?.textContent === BROKEN) say(BACK, false);
  });

  // What only reads is asked again by itself; of what was sent nobody knows whether it arrived before the line broke.
  function whenSending(name, act) {
    document.addEventListener(name, (event) => {
      if (event.detail.requestConfig.verb !== "get") act();
    });
  }

  for (const failure of ["htmx:sendError", "htmx:timeout"]) whenSending(failure, () => say(UNSURE, true));
  whenSending("htmx:afterOnLoad", () => {
    place?.remove();
    place = null;
  });
})();
