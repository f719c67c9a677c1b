// The editor of Redaksi: a Pasal as it reads instead of as it is typed. It holds our blocks only, and writes each change back
// into the field as a person would type it, so that everything else (drafts, what is sent, what the server judges) stays as it
// is without it. Its library is read once somebody turns it on.
(() => {
  "use strict";

  const toggle = document.querySelector("[data-block-editor]");
  if (!toggle) return;
  const KEPT = "redaksi-penyunting";
  const LADDER = ["ayat", "huruf", "angka", "huruf_kurung", "angka_kurung"];
  const WRITTEN = {
    ayat: (n) => `(${n})`,
    huruf: (n) => `${letters(n)}.`,
    angka: (n) => `${n}.`,
    huruf_kurung: (n) => `${letters(n)})`,
    angka_kurung: (n) => `${n})`,
    kurung_huruf: (n) => `(${letters(n)})`,
    butir: () => "-",
  };
  const MARK = /^(?:\(\d{1,2}\)|\d{1,2}[.)]|\([a-z]\)|[a-z][.)]|[-•*–]|>{1,5})\s+(?=\S)/;
  const NAMED = /(\[[^[\]]+\]|\{[a-z_ ]+\d?\})/;
  const REFERENCE = /^\[(?:(?:Pasal|Article|Lampiran|Annex|ayat|huruf|angka|paragraph|point)\b[^[\]]*)\]$/i;
  const editors = new Map();
  let library = null;
  let isOn = false;

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

  // ---- blocks as they are typed ----

  function letters(number) {
    if (number > 26) return letters(Math.floor((number - 1) / 26)) + letters(((number - 1) % 26) + 1);
    return String.fromCharCode(96 + Math.max(number, 1));
  }

  function escaped(text) {
    const values = toggle.dataset.values.split(" ");
    return text
      .split(NAMED)
      .map((piece) => {
        const isValue = piece.startsWith("{") && values.includes(piece.slice(1, -1).trim().replaceAll(" ", "_"));
        return isValue || REFERENCE.test(piece) ? piece : piece.replace(/[*[\]{}|\\]/g, "\\$&");
      })
      .join("");
  }

  function words(node) {
    let told = "";
    node.forEach((child) => {
      if (child.type.name === "reference") told += `[${child.attrs.words}]`;
      else if (child.type.name === "fact") told += `{${child.attrs.name.replaceAll("_", " ")}}`;
      else {
        const has = (mark) => child.marks.some((one) => one.type.name === mark);
        const sign = (has("bold") ? "**" : "") + (has("italic") ? "*" : "");
        const [, before, bare, after] = child.text.match(/^(\s*)([\s\S]*?)(\s*)$/);
        told += bare && sign ? `${before}${sign}${escaped(bare)}${sign}${after}` : escaped(child.text);
      }
    });
    return told.replace(/\s+/g, " ").trim();
  }

  const children = (node) => Array.from({ length: node.childCount }, (_, place) => node.child(place));

  function linesOf(blocks, depth, isInAyat = false, isAnnounced = false) {
    const setIn = depth > (isInAyat ? 1 : 0) ? `${">".repeat(depth)} ` : "";
    return blocks.flatMap((block, place) => {
      if (block.type.name === "orderedList") return linesOfList(block, depth);
      if (block.type.name === "table") {
        const sign = isAnnounced && place === 0 ? "" : setIn;
        return children(block).map((row) => `${sign}| ${children(row).map((cell) => words(cell.child(0))).join(" | ")} |`);
      }
      const said = words(block);
      return said ? [`${setIn}${MARK.test(said) ? "\\ " : ""}${said}`] : [];
    });
  }

  function linesOfList(list, depth) {
    const isAyat = list.attrs.style === "ayat" && depth === 0;
    let number = list.attrs.start;
    return children(list).flatMap((item) => {
      const [first, ...rest] = children(item);
      const said = words(first);
      if (!said && !rest.length) return [];
      const mark = WRITTEN[list.attrs.style](number);
      number += 1;
      return [`${mark} ${said || "…"}`, ...linesOf(rest, depth + 1, isAyat, said.endsWith(":"))];
    });
  }

  const typed = (editor) => linesOf(children(editor.state.doc), 0).join("\n");

  // ---- our blocks as the library knows them ----

  function styleInside(above) {
    const deepest = Math.max(-1, ...above.map((style) => LADDER.indexOf(style)));
    return LADDER[Math.min(deepest + 1, LADDER.length - 1)];
  }

  // A list within a list bears another mark than those above it.
  function mended(state) {
    const change = state.tr;
    const walk = (node, from, above) => {
      node.forEach((child, offset) => {
        const at = from + offset;
        let inside = above;
        if (child.type.name === "orderedList") {
          let style = child.attrs.style;
          if (above.includes(style)) {
            style = styleInside(above);
            change.setNodeMarkup(at, null, { ...child.attrs, style, start: 1 });
          }
          inside = [...above, style];
        }
        if (!child.isTextblock && !child.isLeaf) walk(child, at + 1, inside);
      });
    };
    walk(state.doc, 0, []);
    return change.docChanged ? change : null;
  }

  function extensionsOf(from) {
    const { Node, Extension, Plugin } = from;
    const List = Node.create({
      name: "orderedList",
      group: "block list",
      content: "listItem+",
      addAttributes: () => ({
        style: {
          default: "huruf",
          parseHTML: (element) => (element.dataset.style in WRITTEN ? element.dataset.style : "huruf"),
          renderHTML: ({ style }) => ({ "data-style": style }),
        },
        start: {
          default: 1,
          parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
          renderHTML: ({ start }) => (start === 1 ? {} : { start }),
        },
      }),
      parseHTML: () => [{ tag: "ol" }, { tag: "ul" }],
      renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
    });
    const Item = from.ListItem.extend({
      addKeyboardShortcuts() {
        return {
          Enter: () => this.editor.commands.splitListItem("listItem"),
          "Mod-]": () => this.editor.commands.sinkListItem("listItem"),
          "Mod-[": () => this.editor.commands.liftListItem("listItem"),
        };
      },
    });
    const Reference = Node.create({
      name: "reference",
      group: "inline",
      inline: true,
      atom: true,
      addAttributes: () => ({ words: { default: "", rendered: false } }),
      parseHTML: () => [{ tag: "a[data-to]", getAttrs: (element) => ({ words: element.textContent }) }],
      renderHTML: ({ node }) => ["span", { class: "fact" }, node.attrs.words],
      renderText: ({ node }) => node.attrs.words,
    });
    const Fact = Node.create({
      name: "fact",
      group: "inline",
      inline: true,
      atom: true,
      addAttributes: () => ({ name: { default: "", rendered: false }, words: { default: "", rendered: false } }),
      parseHTML: () => [
        { tag: "span[data-value]", getAttrs: (element) => ({ name: element.dataset.value, words: element.textContent }) },
      ],
      renderHTML: ({ node }) => ["span", { class: "fact" }, node.attrs.words],
      renderText: ({ node }) => node.attrs.words,
    });
    const Marks = Extension.create({
      name: "marksOfLists",
      addProseMirrorPlugins: () => [
        new Plugin({ appendTransaction: (done, _, state) => (done.some((one) => one.docChanged) ? mended(state) : null) }),
      ],
    });
    // Tab leaves the editor, as it leaves every field; the width of columns is the paper's.
    const Table = from.Table.extend({
      content: "tableRow+",
      addKeyboardShortcuts: () => ({}),
      addNodeView: () => null,
      renderHTML: () => ["table", ["tbody", 0]],
    }).configure({ resizable: false });
    return [
      from.Document,
      from.Paragraph,
      from.Text,
      from.Bold,
      from.Italic,
      List,
      Item,
      Reference,
      Fact,
      Marks,
      Table,
      from.TableRow,
      from.TableHeader.extend({ content: "paragraph", renderHTML: () => ["th", { scope: "col" }, 0] }),
      from.TableCell.extend({ content: "paragraph", renderHTML: () => ["td", 0] }),
      from.UndoRedo,
    ];
  }

  // ---- what is pressed ----

  function listAround(editor) {
    const { $from } = editor.state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth);
      if (node.type.name === "orderedList") return { node, at: $from.before(depth) };
    }
    return null;
  }

  function setList(editor, style) {
    const around = listAround(editor);
    if (!around) return editor.chain().focus().toggleList("orderedList", "listItem", false, { style }).run();
    if (around.node.attrs.style === style) return editor.chain().focus().liftListItem("listItem").run();
    return editor
      .chain()
      .focus()
      .command(({ tr }) => Boolean(tr.setNodeMarkup(around.at, null, { ...around.node.attrs, style })))
      .run();
  }

  const isInList = (style) => (editor) => listAround(editor)?.node.attrs.style === style;
  const list = (style) => ({ press: (editor) => setList(editor, style), isOn: isInList(style) });
  const run = (name, ...told) => ({ press: (editor) => editor.chain().focus()[name](...told).run() });
  const inTable = (name) => ({ ...run(name), isShown: (editor) => editor.isActive("table") });
  const TOOLS = [
    ["B", "Tebal (Ctrl+B)", { ...run("toggleBold"), isOn: (editor) => editor.isActive("bold") }],
    ["I", "Miring (Ctrl+I)", { ...run("toggleItalic"), isOn: (editor) => editor.isActive("italic") }],
    ["(1)", "Ayat", list("ayat")],
    ["a.", "Daftar huruf", list("huruf")],
    ["1.", "Daftar angka", list("angka")],
    ["•", "Daftar butir", list("butir")],
    ["→", "Turunkan satu tingkat (Ctrl+])", run("sinkListItem", "listItem")],
    ["←", "Naikkan satu tingkat (Ctrl+[)", run("liftListItem", "listItem")],
    ["Tabel", "Sisipkan tabel", { press: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() }],
    ["+ baris", "Tambah baris di bawah", inTable("addRowAfter")],
    ["− baris", "Hapus baris", inTable("deleteRow")],
    ["+ kolom", "Tambah kolom di kanan", inTable("addColumnAfter")],
    ["− kolom", "Hapus kolom", inTable("deleteColumn")],
    ["Hapus tabel", "Hapus tabel", inTable("deleteTable")],
    ["↶", "Urungkan (Ctrl+Z)", run("undo")],
    ["↷", "Ulangi (Ctrl+Y)", run("redo")],
  ];

  function toolsFor(editor, label) {
    const bar = document.createElement("div");
    bar.className = "block-tools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `Alat untuk ${label}`);
    const made = TOOLS.map(([sign, name, tool]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn is-quiet";
      button.textContent = sign;
      button.title = name;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => tool.press(editor));
      bar.append(button);
      return [button, tool];
    });
    const show = () => {
      for (const [button, tool] of made) {
        if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(editor)));
        if (tool.isShown) button.hidden = !tool.isShown(editor);
      }
    };
    editor.on("transaction", show);
    show();
    return bar;
  }

  // ---- a field and its editor ----

  async function htmlOf(field) {
    const body = new URLSearchParams({ teks: field.value, bagian: field.dataset.blocks });
    const headers = { "X-CSRFToken": token(), "X-Renewal": "1" };
    const answer = await fetch(toggle.dataset.blockEditor, { method: "POST", body, headers, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    return (await answer.json()).html;
  }

  function writeBack(field, editor) {
    const text = typed(editor);
    if (text === field.value.replaceAll("\r\n", "\n")) return;
    field.value = text;
    editors.get(field).isWriting = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    editors.get(field).isWriting = false;
  }

  async function open(field) {
    if (editors.has(field) || field.disabled) return;
    const state = { editor: null, box: null, isWriting: false, enter: () => state.editor?.commands.focus() };
    editors.set(field, state);
    try {
      library ??= import(toggle.dataset.library);
      const [from, html] = await Promise.all([library, htmlOf(field)]);
      if (!isOn) return void editors.delete(field);
      const label = field.labels[0]?.textContent.trim() ?? "";
      const box = document.createElement("div");
      box.className = "block-editor";
      const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "block-text" };
      if (field.lang) attributes.lang = field.lang;
      const editor = new from.Editor({
        element: box,
        extensions: extensionsOf(from),
        content: html,
        injectCSS: false,
        editorProps: { attributes },
        onUpdate: ({ editor: one }) => writeBack(field, one),
      });
      box.prepend(toolsFor(editor, label));
      Object.assign(state, { editor, box });
      field.before(box);
      // Its label and what leads to a fault go to the field, and from there to the editor.
      field.classList.add("visually-hidden");
      field.tabIndex = -1;
      field.addEventListener("focus", state.enter);
    } catch {
      editors.delete(field);
      say("Penyunting tidak dapat dimuat; tulis seperti biasa.");
    }
  }

  function close(field) {
    const state = editors.get(field);
    editors.delete(field);
    field.classList.remove("visually-hidden");
    field.removeAttribute("tabindex");
    if (state) field.removeEventListener("focus", state.enter);
    state?.editor?.destroy();
    state?.box?.remove();
  }

  // What came into the field by another way, as a draft that is brought back, is shown anew.
  document.addEventListener("input", (event) => {
    const state = editors.get(event.target);
    if (!state?.editor || state.isWriting) return;
    close(event.target);
    open(event.target);
  });

  function say(text) {
    document.querySelector("[data-block-editor-said]").textContent = text;
  }

  const fields = () => document.querySelectorAll("textarea[data-blocks]");
  const watching = new IntersectionObserver(
    (seen) => seen.filter((one) => one.isIntersecting && isOn).forEach((one) => open(one.target)),
    { rootMargin: "600px" },
  );

  function turn(on) {
    isOn = on;
    toggle.setAttribute("aria-pressed", String(on));
    say("");
    for (const field of fields()) {
      if (on) watching.observe(field);
      else {
        watching.unobserve(field);
        close(field);
      }
    }
    try {
      localStorage.setItem(KEPT, on ? "ya" : "");
    } catch {
      // It is asked anew next time.
    }
  }

  // Until somebody chose, a letter begins with it and Redaksi without.
  function wanted() {
    const isOffered = "startsOn" in toggle.dataset;
    try {
      return (localStorage.getItem(KEPT) ?? (isOffered ? "ya" : "")) === "ya";
    } catch {
      return isOffered;
    }
  }

  toggle.hidden = false;
  toggle.addEventListener("click", () => turn(!isOn));
  if (wanted()) turn(true);
})();
