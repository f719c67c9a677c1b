// What is typed is never lost: it is kept in this browser at once, on the server as soon as that answers, and offered again
// until the form is sent or the person throws it away. Every form with a free text or more than three fields takes part;
// data-draft takes one in whatever it holds, data-no-draft keeps one out. Without this script the forms work as ever.
(() => {
  "use strict";
  const { same, mayKeep, namesOf, takesPart, controlsOf, read, write, addressOf, nameOf, labelled } = window.formFields;
  const person = document.body.dataset.person;
  const home = document.body.dataset.drafts;
  if (!person || !home) return;

  const PAUSE = 1500;
  const RETRY = 15000;
  const LONGEST_RETRY = 300000;
  const OFTEN = 250;
  const PATIENCE = 4000;
  const DAYS = 60;
  const PREFIX = `isian:${person}:`;
  const TAB = Math.random().toString(36).slice(2);
  const kept = new WeakMap();
  let hasLeft = false;

  const clock = (moment) =>
    `${String(moment.getHours()).padStart(2, "0")}.${String(moment.getMinutes()).padStart(2, "0")}`;

  const titleOf = () => document.querySelector("h1")?.textContent.trim() ?? "";

  // The case of which this page is a part.
  const place = location.pathname.match(/^.*?\/kerja-sama\/\d+\//)?.[0] ?? "";

  function token() {
    return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  // ---- the copy in this browser ----

  function local(state) {
    try {
      return JSON.parse(localStorage.getItem(state.key)) ?? {};
    } catch {
      return {};
    }
  }

  function keepLocal(state) {
    if (hasLeft) return;
    try {
      const names = Object.keys(state.open);
      if (!names.length) localStorage.removeItem(state.key);
      else localStorage.setItem(state.key, JSON.stringify({ at: Date.now(), fields: state.open }));
    } catch {
      // Full or forbidden: the server still has it.
    }
  }

  // The names of the copies in this browser; none where it keeps nothing for us.
  function copyNames(prefix) {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    } catch {
      return [];
    }
  }

  function dropCopy(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // What cannot be read is not there.
    }
  }

  // When a copy was kept; what is damaged is older than all.
  function keptAt(name) {
    try {
      return JSON.parse(localStorage.getItem(name))?.at ?? 0;
    } catch {
      return 0;
    }
  }

  function forgetSent() {
    const found = document.cookie.match(/(?:^|; )isian_terkirim=([^;]*)/);
    if (found) {
      const sent = found[1].replace(/^"|"$/g, "");
      dropCopy(PREFIX + decodeURIComponent(sent));
      document.cookie = `isian_terkirim=; Max-Age=0; path=${document.body.dataset.root}; SameSite=Lax`;
    }
    copyNames("isian:").filter((name) => Date.now() - keptAt(name) > DAYS * 86400000).forEach(dropCopy);
  }

  // ---- signing out ----

  const copies = () => copyNames(PREFIX);
  const UNSENT = "Sebagian isian Anda belum tersimpan di server dan hilang dari peramban ini bila Anda keluar. Tetap keluar?";

  // Whoever signs out leaves no copy in this browser, which others may use; the server keeps what it has.
  async function leave(form) {
    const given = new Promise((done) => setTimeout(done, PATIENCE));
    await Promise.race([Promise.all(all().map((state) => send(state).then(() => send(state)))), given]);
    const isUnsent = copies().length > 0 || all().some((state) => Object.keys(state.open).length > 0);
    if (isUnsent && !window.confirm(UNSENT)) return;
    hasLeft = true;
    for (const state of all()) forget(state);
    copies().forEach(dropCopy);
    form.submit();
  }

  function forget(state) {
    clearTimeout(state.timer);
    clearTimeout(state.soon);
    state.open = {};
  }

  document.addEventListener("submit", (event) => {
    if (!("signOut" in event.target.dataset)) return;
    event.preventDefault();
    leave(event.target);
  });

  // ---- what stands beside a field and above a form ----

  function say(state, names, words, isBad = false) {
    for (const name of names) {
      const controls = controlsOf(state.form, name);
      const last = controls[controls.length - 1];
      if (!last) continue;
      let place = state.said.get(name);
      if (!place) {
        place = document.createElement("p");
        place.setAttribute("aria-live", "polite");
        const group = last.closest("fieldset, [id^=div_id_], .mb-3, td, p, div") ?? last;
        const inside = group !== state.form && group.contains(last) && group !== last;
        if (inside) group.append(place);
        else last.after(place);
        state.said.set(name, place);
      }
      place.className = isBad ? "draft-state late" : "draft-state cite";
      place.textContent = words;
    }
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function notice(state, when) {
    const box = document.createElement("div");
    box.className = "notice draft-notice";
    box.setAttribute("role", "status");
    const line = document.createElement("p");
    line.textContent = `Isian Anda yang belum dikirim dari ${when} dipulihkan.`;
    box.append(line, button("Buang isian ini", () => throwAway(state)));
    state.form.prepend(box);
    state.notice = box;
    const closed = state.form.closest("details:not([open])");
    if (closed) closed.open = true;
  }

  // Where the stored value is another than the one that stood there when the draft was typed, both are shown.
  function showStored(state, name, stored, words) {
    const controls = controlsOf(state.form, name);
    const last = controls[controls.length - 1];
    if (!last) return;
    const box = document.createElement("details");
    box.className = "draft-other";
    const head = document.createElement("summary");
    head.textContent = words;
    const body = document.createElement("p");
    body.className = "draft-text";
    body.textContent = labelled(state.form, name, stored) || "(kosong)";
    box.append(head, body, button("Pakai isian ini", () => write(state.form, name, stored)));
    last.closest("[id^=div_id_], .mb-3")?.append(box);
    state.others.push(box);
  }

  async function throwAway(state) {
    clearTimeout(state.timer);
    state.open = {};
    state.acked = {};
    keepLocal(state);
    state.isRestoring = true;
    for (const name of namesOf(state.form)) {
      if (!same(read(state.form, name), state.start[name])) write(state.form, name, state.start[name]);
    }
    state.isRestoring = false;
    for (const place of state.said.values()) place.textContent = "";
    for (const box of state.others) box.remove();
    state.notice?.remove();
    const body = new URLSearchParams({ subject: state.subject, form: state.name });
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    try {
      await fetch(`${home}buang/`, { method: "POST", body, headers });
    } catch {
      // The draft on the server is offered once more; it can be thrown away then.
    }
    if (state.isAnswered) return location.assign(location.pathname);
    const done = document.createElement("p");
    done.className = "cite";
    done.setAttribute("role", "status");
    state.form.prepend(done);
    done.textContent = "Isian yang belum dikirim dibuang.";
  }

  // ---- keeping ----

  function note(state, name) {
    if (state.isRestoring) return;
    state.isSent = false;
    const value = read(state.form, name);
    const base = state.start[name] ?? "";
    state.open[name] = same(value, base) ? { value: null, base } : { value, base };
    state.open[name].known = state.known[name];
    state.touched.add(name);
    clearTimeout(state.soon);
    state.soon = setTimeout(() => keepLocal(state), OFTEN);
    // While the server refuses, its time to be asked again stands: typing on does not ask it more often.
    if (state.failures) return;
    say(state, [name], "");
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(state), PAUSE);
  }

  // One at a time, but for what is sent as the page goes away.
  function send(state, isLast = false) {
    if (!state.isBusy || isLast) state.sending = deliver(state, isLast);
    return state.sending;
  }

  async function deliver(state, isLast) {
    clearTimeout(state.timer);
    keepLocal(state);
    const fields = { ...state.open };
    const names = Object.keys(fields);
    if (!names.length || state.isSent) return;
    state.isBusy = true;
    const sent = { subject: state.subject, form: state.name, page: location.pathname + location.search, tab: TAB, title: titleOf(), fields };
    const body = JSON.stringify(sent);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" };
    // What is only tried again is nobody's doing: it does not keep a session alive.
    if (state.failures) headers["X-Again"] = "1";
    let answer = null;
    try {
      // A request that outlives its page may be no longer than 64 kB; what is longer waits in this browser.
      answer = await fetch(home, { method: "POST", body, headers, keepalive: isLast && body.length < 60000 });
    } catch {
      answer = null;
    }
    state.isBusy = false;
    if (answer?.ok) return acknowledge(state, fields, await answer.json());
    const words = reasonFor(answer);
    if (answer?.status === 403) document.dispatchEvent(new CustomEvent("token-stale"));
    if (answer?.status === 401) document.dispatchEvent(new CustomEvent("session-ended"));
    say(state, names, `${words} Isian disimpan di peramban ini.`, true);
    if (!answer || [401, 403, 429, 500, 502, 503].includes(answer.status)) {
      state.timer = setTimeout(() => send(state), Math.min(RETRY * 2 ** state.failures, LONGEST_RETRY));
      state.failures += 1;
    } else {
      state.failures = 0;
    }
  }

  function reasonFor(answer) {
    if (!answer) return "Belum tersimpan: sambungan terputus.";
    if (answer.status === 401) return "Belum tersimpan: sesi berakhir.";
    if (answer.status === 404) return "Belum tersimpan: halaman ini tidak lagi terbuka bagi Anda.";
    return "Belum tersimpan: server belum menerima.";
  }

  function acknowledge(state, fields, answer) {
    state.failures = 0;
    for (const [name, entry] of Object.entries(fields)) {
      state.known[name] = answer.at;
      const now = state.open[name];
      if (now && same(now.value, entry.value) && (now.value === null) === (entry.value === null)) delete state.open[name];
      const elsewhere = answer.elsewhere[name];
      let words = entry.value === null ? "" : `Tersimpan sebagai draf pukul ${answer.told}`;
      if (elsewhere) words += `. Di jendela lain Anda mengisi ini pada ${elsewhere}; keduanya disimpan.`;
      say(state, [name], words);
    }
    keepLocal(state);
    if (Object.keys(state.open).length) state.timer = setTimeout(() => send(state), PAUSE);
  }

  // ---- offering again ----

  // What was typed in rows that were added and never saved needs rows again (rows.js).
  function askForRows(form, fields) {
    for (const [name, entry] of Object.entries(fields)) {
      const [, prefix, number] = name.match(/^(.+)-(\d+)-[^-]+$/) ?? [];
      if (!prefix || entry.value === null || controlsOf(form, name).length) continue;
      form.dispatchEvent(new CustomEvent("rows-wanted", { bubbles: true, detail: { prefix, number: Number(number) } }));
    }
  }

  function restore(state, draft) {
    const copy = local(state);
    const fields = { ...(draft?.fields ?? {}), ...(copy.fields ?? {}) };
    let count = 0;
    state.isRestoring = true;
    askForRows(state.form, fields);
    for (const [name, entry] of Object.entries(fields)) {
      state.known[name] = draft?.fields?.[name]?.at;
      if (entry.value === null || state.isAnswered || state.touched.has(name) || !controlsOf(state.form, name).length) continue;
      const shown = read(state.form, name);
      if (same(shown, entry.value)) continue;
      write(state.form, name, entry.value);
      if (!same(read(state.form, name), entry.value)) continue;
      count += 1;
      if (!same(shown, entry.base)) showStored(state, name, shown, "Yang tersimpan sudah berubah sejak Anda mengetik. Lihat");
      for (const old of entry.earlier ?? []) {
        showStored(state, name, old.value, `Isian Anda di jendela lain, ${old.told}`);
      }
    }
    state.isRestoring = false;
    const when = copy.at ? told(new Date(copy.at)) : draft?.told;
    if (count) notice(state, when);
    if (copy.fields) {
      state.open = { ...copy.fields, ...state.open };
      send(state);
    }
  }

  function tellOthers(others) {
    if (!others.length) return;
    const box = document.createElement("div");
    box.className = "notice draft-others";
    box.setAttribute("role", "status");
    const head = document.createElement("p");
    head.textContent = "Ada isian Anda yang belum disimpan pada halaman lain dari kerja sama ini:";
    const list = document.createElement("ul");
    for (const other of others) {
      const link = document.createElement("a");
      link.href = other.page.startsWith("/") && !other.page.startsWith("//") ? other.page : "/";
      link.textContent = other.title || "Buka halamannya";
      const line = document.createElement("li");
      line.append(link, `, ${other.told}`);
      list.append(line);
    }
    box.append(head, list);
    const title = document.querySelector("main h1");
    if (title) (title.closest(".head") ?? title).after(box);
    else document.querySelector("main")?.prepend(box);
  }

  function told(moment) {
    const day = moment.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
    return `${day} pukul ${clock(moment)}`;
  }

  function attach(form) {
    const state = {
      form,
      subject: addressOf(form),
      name: nameOf(form),
      // The page that answers a form that was sent shows what was sent, which is newer than any draft.
      isAnswered: "answers" in document.body.dataset && addressOf(form) === location.pathname,
      start: {},
      open: {},
      known: {},
      touched: new Set(),
      said: new Map(),
      others: [],
      failures: 0,
    };
    for (const name of namesOf(form)) state.start[name] = read(form, name, true);
    state.key = `${PREFIX}${state.subject}#${state.name}`;
    kept.set(form, state);
    form.dataset.draftKept = state.name;
    return state;
  }

  async function offer(root) {
    const forms = [...root.querySelectorAll("form")].filter((form) => takesPart(form) && !kept.has(form));
    const states = forms.map(attach);
    if (!states.length && !(place && root === document)) return;
    const asked = new URLSearchParams([...new Set(states.map((state) => state.subject))].map((one) => ["untuk", one]));
    if (place && root === document) asked.append("di", place);
    let drafts = [];
    try {
      const answer = await fetch(`${home}?${asked}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const kept = await answer.json();
        drafts = kept.drafts;
        tellOthers(kept.others);
      }
    } catch {
      // Offline: the copy in this browser is offered.
    }
    for (const state of states) {
      const own = (draft) => draft.subject === state.subject && draft.form === state.name;
      restore(state, drafts.find(own));
    }
  }

  const stateOf = (event) => (event.target.form ? kept.get(event.target.form) : undefined);
  const all = () => [...document.forms].map((form) => kept.get(form)).filter(Boolean);

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const state = stateOf(event);
      if (state && mayKeep(event.target)) note(state, event.target.name);
    });
  }
  document.addEventListener("focusout", (event) => {
    const state = stateOf(event);
    if (!state || state.failures) return;
    // A moment later, for the click that took the focus may be the sending itself.
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(state), OFTEN);
  });
  document.addEventListener("submit", (event) => {
    const state = kept.get(event.target);
    if (!state) return;
    clearTimeout(state.timer);
    keepLocal(state);
    state.isSent = true;
    if (event.target.querySelector("input[name=_isian]")) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "_isian";
    field.value = state.name;
    event.target.append(field);
  });
  window.addEventListener("pagehide", () => all().forEach((state) => send(state, true)));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) all().forEach((state) => send(state, true));
  });
  for (const again of ["online", "signed-in"]) {
    (again === "online" ? window : document).addEventListener(again, () => all().forEach((state) => send(state)));
  }
  document.addEventListener("htmx:load", (event) => offer(event.target.parentElement ?? document));

  forgetSent();
  offer(document);
})();
