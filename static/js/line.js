// On a broken line nothing is sent into the void: the form stays as it is, and its sender is told.
(function () {
  "use strict";

  const BROKEN = "Tidak ada sambungan. Belum ada yang terkirim; isian Anda tetap di halaman ini. Kirim lagi bila sambungan kembali.";
  const ASKING = "Memeriksa sambungan…";
  const BACK = "Sambungan kembali. Tekan tombolnya sekali lagi untuk mengirim.";
  const UNSURE = "Server belum menjawab. Kiriman Anda mungkin sudah sampai; periksa dahulu sebelum mengirim lagi.";
  // So long after the server was last heard it is asked before something is sent, and so long it may take to answer.
  const HEARD = 15000;
  const PATIENCE = 10000;
  const SOON = 1000;
  const home = document.body.dataset.session;
  const sent = new WeakSet();
  let heardAt = Date.now();
  let isAsking = false;
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

  function quieten() {
    place?.remove();
    place = null;
  }

  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Any answer tells that the line is there, also a refusal.
  async function hears() {
    const slow = setTimeout(() => say(ASKING, false), SOON);
    try {
      await fetch(home, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
      heardAt = Date.now();
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  async function sendWhenHeard(form, button) {
    isAsking = true;
    const isThere = await hears();
    isAsking = false;
    if (!isThere) return say(BROKEN, true);
    quieten();
    sent.add(form);
    form.requestSubmit(button);
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || sent.delete(form)) return;
    if (!navigator.onLine) {
      stop(event);
      say(BROKEN, true);
    } else if (isAsking) {
      stop(event);
    } else if (home && Date.now() - heardAt > HEARD) {
      stop(event);
      sendWhenHeard(form, submitter);
    }
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
  whenSending("htmx:afterOnLoad", quieten);
  document.addEventListener("htmx:afterOnLoad", () => {
    heardAt = Date.now();
  });
})();
