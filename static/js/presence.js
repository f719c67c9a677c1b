// Who else words this naskah, and at which Pasal: asked every quarter of a minute, and said above it.
(() => {
  "use strict";

  const EVERY = 15000;
  const SOON = 800;
  const line = document.querySelector("[data-presence]");
  if (!line) return;
  let part = "";
  let timer = 0;

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

  // What the others type in is called as this page calls it.
  function placeOf(id) {
    const heading = id && document.getElementById(`judul-${id}`);
    return heading ? heading.textContent.trim().replace(/\s+/g, " ") : "";
  }

  function sentence({ name, part: at }) {
    const place = placeOf(at);
    return place ? `${name} sedang menyunting ${place}.` : `${name} juga membuka redaksi ini.`;
  }

  function say(others) {
    const words = others.map(sentence).join(" ");
    if (words !== line.textContent) line.textContent = words;
    line.hidden = !words;
    for (const section of document.querySelectorAll(".is-shared")) section.classList.remove("is-shared");
    for (const other of others) if (other.part) document.getElementById(`pasal-${other.part}`)?.classList.add("is-shared");
  }

  async function ask() {
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY);
    if (document.hidden) return;
    const headers = { "X-CSRFToken": token(), "X-Renewal": "1" };
    try {
      const body = new URLSearchParams({ bagian: part });
      const answer = await fetch(line.dataset.presence, { method: "POST", body, headers, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) say((await answer.json()).others);
    } catch {
      // Asked again by itself.
    }
  }

  document.addEventListener("focusin", (event) => {
    const isTyped = event.target.matches("textarea, input:not([type=hidden]), [contenteditable]");
    const here = isTyped ? (event.target.closest("[id^=pasal-]")?.id.slice("pasal-".length) ?? "") : part;
    if (here === part) return;
    part = here;
    clearTimeout(timer);
    timer = setTimeout(ask, SOON);
  });

  timer = setTimeout(ask, SOON);
})();
