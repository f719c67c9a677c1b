// The session's end is announced, and when it has come the person signs in again over the page: nothing typed is gone.
(() => {
  "use strict";
  const { person, session: home, signIn, signInCode, username } = document.body.dataset;
  if (!person || !home) return;

  const WARNING = 120;
  const LONGEST_TIMER = 3600;
  let timer = 0;
  let hasEnded = false;
  let waiting = null;
  let dialog = null;
  let warning = null;

  async function ask(method = "GET") {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    try {
      const answer = await fetch(home, { method, headers, cache: "no-store" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

  function renewTokens(value) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = value;
  }

  function wait(left) {
    clearTimeout(timer);
    const until = left > WARNING ? left - WARNING : left;
    timer = setTimeout(look, Math.min(Math.max(until, 1), LONGEST_TIMER) * 1000);
  }

  async function look() {
    const state = await ask();
    if (!state) return wait(WARNING + 30);
    if (String(state.person) !== person) return end();
    renewTokens(state.csrf);
    if (state.left > WARNING) dropWarning();
    else warn(state.left);
    wait(state.left);
  }

  function element(name, words, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = words;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function warn(left) {
    const minutes = Math.max(1, Math.round(left / 60));
    const words = `Sesi berakhir dalam ${minutes} menit karena lama tidak ada kegiatan. Isian Anda tetap disimpan.`;
    if (!warning) {
      warning = element("div", "", { class: "notice is-soon session-warning", role: "alert" });
      const stay = element("button", "Tetap masuk", { type: "button", class: "btn is-main" });
      stay.addEventListener("click", keepOn);
      warning.append(element("p", words), stay);
      document.body.append(warning);
    }
    warning.querySelector("p").textContent = words;
  }

  function dropWarning() {
    warning?.remove();
    warning = null;
  }

  async function keepOn() {
    const state = await ask("POST");
    if (!state || String(state.person) !== person) return end();
    dropWarning();
    if (state.left <= WARNING) warn(state.left);
    wait(state.left);
  }

  function end() {
    hasEnded = true;
    dropWarning();
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
  }

  function build() {
    dialog = element("dialog", "", { class: "session-dialog", "aria-labelledby": "sesi-judul" });
    const form = element("form", "", { method: "post", action: signIn, "data-no-draft": "" });
    const name = element("input", "", { id: "sesi-nama", class: "form-control mb-3", autocomplete: "username", required: "" });
    const word = element("input", "", {
      id: "sesi-sandi", class: "form-control mb-3", type: "password", autocomplete: "current-password", required: "", autofocus: "",
    });
    name.value = username;
    const fault = element("p", "", { class: "late", role: "alert" });
    const code = element("input", "", {
      id: "sesi-kode", class: "form-control mb-3", autocomplete: "one-time-code", inputmode: "numeric",
    });
    const more = element("div", "", { hidden: "" });
    more.append(
      element("label", "Kode dari aplikasi, atau kode cadangan", { for: "sesi-kode", class: "form-label" }), code,
      element("a", "Memakai kunci? Masuk di tab baru, lalu tekan Masuk di sini.", { href: signIn, target: "_blank" }),
    );
    form.append(
      element("h2", "Sesi Anda berakhir", { id: "sesi-judul", class: "h5" }),
      element("p", "Masuk kembali untuk melanjutkan. Yang sudah Anda ketik tetap ada di halaman ini."),
      element("label", "Nama pengguna", { for: "sesi-nama", class: "form-label" }), name,
      element("label", "Sandi", { for: "sesi-sandi", class: "form-label" }), word,
      more, fault,
      element("button", "Masuk", { class: "btn is-main" }),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const press = form.querySelector("button");
      press.disabled = true;
      await enter(name.value, word, more, fault);
      press.disabled = false;
    });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.append(form);
    document.body.append(dialog);
  }

  async function enter(name, word, more, fault) {
    fault.textContent = "";
    const code = more.querySelector("input");
    const before = await ask();
    if (!before) return void (fault.textContent = "Sambungan terputus. Coba lagi.");
    if (String(before.person) === person) return goOn(before, word);
    const step = before.code
      ? { to: signInCode, fields: { code: code.value } }
      : { to: signIn, fields: { login: name, password: word.value } };
    const body = new URLSearchParams({ ...step.fields, csrfmiddlewaretoken: before.csrf });
    let answer = null;
    try {
      answer = await fetch(step.to, { method: "POST", body, redirect: "manual" });
    } catch {
      return void (fault.textContent = "Sambungan terputus. Coba lagi.");
    }
    const state = await ask();
    code.value = "";
    if (state?.person) return goOn(state, word);
    more.hidden = !state?.code;
    word.required = more.hidden;
    fault.textContent = state?.code && !before.code ? "Ketik kode untuk melanjutkan." : await reason(answer);
    word.value = "";
    (more.hidden ? word : code).focus();
  }

  async function reason(answer) {
    if (answer.type === "opaqueredirect") return "Belum berhasil masuk. Coba lagi.";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector("#galat li") ?? page.querySelector("main .notice, main p");
    return said?.textContent.trim() || "Nama pengguna atau sandi tidak benar.";
  }

  function goOn(state, word) {
    word.value = "";
    hasEnded = false;
    dialog.close();
    // Somebody else at this page sees it as it is for them; what the first one typed waits for the first one.
    if (String(state.person) !== person) return location.reload();
    renewTokens(state.csrf);
    wait(state.left);
    document.dispatchEvent(new CustomEvent("signed-in"));
    if (waiting) waiting.form.requestSubmit(waiting.button);
    waiting = null;
  }

  document.addEventListener("submit", (event) => {
    if (!hasEnded || event.target.closest("dialog.session-dialog") || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { form: event.target, button: event.submitter };
    end();
  }, true);
  document.addEventListener("session-ended", end);
  // Somebody signed in anew in another tab: the tokens of this page are of the old session.
  document.addEventListener("token-stale", look);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !hasEnded) look();
  });
  // The keys by which each form acts once are of this showing of the page, as if it were asked for anew.
  function renewKeys() {
    for (const field of document.querySelectorAll("input[name=_kirim]")) field.value = crypto.randomUUID?.() ?? `${Date.now()}${Math.random()}`;
  }

  // "Back" to a page that the browser kept whole: it is shown again only to the person whose page it was.
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    renewKeys();
    const state = await ask();
    if (state && String(state.person) !== person) location.reload();
  });
  wait(Number(document.body.dataset.sessionLeft));
})();
