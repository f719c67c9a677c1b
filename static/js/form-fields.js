// The fields of a form by name: which may be kept, what stands in them, and which form of a page it is (for drafts.js).
(() => {
  "use strict";

  const MANY = 3;
  const SECRET = /csrf|passw|passphrase|sandi|token|secret|rahasia_|otp/i;
  const UNKEPT = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  // Hidden fields that say how things stood, not which form it is.
  const VOLATILE = /^(csrfmiddlewaretoken|_.*|versi|version|seen.*|tahap|.*_FORMS|.*-id|kembali)$/;

  const text = (value) => (Array.isArray(value) ? value.join("\n") : value);
  const same = (one, other) => text(one ?? "") === text(other ?? "");

  function mayKeep(control) {
    if (!control.name || control.name.startsWith("_") || control.disabled || control.readOnly) return false;
    return !UNKEPT.includes(control.type) && !SECRET.test(control.name) && control.tagName !== "FIELDSET";
  }

  function namesOf(form) {
    return [...new Set([...form.elements].filter(mayKeep).map((control) => control.name))];
  }

  function takesPart(form) {
    if (form.method !== "post" || "noDraft" in form.dataset) return false;
    if ("draft" in form.dataset) return true;
    const controls = [...form.elements].filter(mayKeep);
    return controls.some((control) => control.tagName === "TEXTAREA") || namesOf(form).length > MANY;
  }

  function controlsOf(form, name) {
    return [...form.elements].filter((control) => control.name === name && mayKeep(control));
  }

  function read(form, name, initial = false) {
    const controls = controlsOf(form, name);
    const first = controls[0];
    if (!first) return "";
    const isOn = (control) => (initial ? control.defaultChecked : control.checked);
    if (first.type === "checkbox") return controls.filter(isOn).map((control) => control.value);
    if (first.type === "radio") return controls.find(isOn)?.value ?? "";
    if (first.tagName !== "SELECT") return initial ? first.defaultValue : first.value;
    const options = [...first.options].filter((option) => (initial ? option.defaultSelected : option.selected));
    if (first.multiple) return options.map((option) => option.value);
    return options.length ? options[0].value : (first.options[0]?.value ?? "");
  }

  function write(form, name, value) {
    const wanted = Array.isArray(value) ? value : [value];
    for (const control of controlsOf(form, name)) {
      if (control.type === "checkbox" || control.type === "radio") control.checked = wanted.includes(control.value);
      else if (control.multiple) for (const option of control.options) option.selected = wanted.includes(option.value);
      else control.value = wanted[0] ?? "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function addressOf(form) {
    return new URL(form.getAttribute("action") || location.href, location.href).pathname;
  }

  // Which of the forms of one address it is: by its own name, or by what it hides and its first field.
  function nameOf(form) {
    if (form.dataset.draft || form.getAttribute("id")) return form.dataset.draft || form.getAttribute("id");
    const hidden = [...form.elements].filter((control) => control.type === "hidden" && !VOLATILE.test(control.name));
    const said = hidden.map((control) => `${control.name}=${control.value}`);
    return [...said, namesOf(form)[0]].join("&").slice(0, 120);
  }

  function labelled(form, name, value) {
    const wanted = Array.isArray(value) ? value : [value];
    return wanted
      .map((one) => {
        for (const control of controlsOf(form, name)) {
          const option = [...(control.options ?? [])].find((choice) => choice.value === one);
          if (option) return option.text;
          if (control.value === one && control.labels?.[0] && control.type !== "text") {
            if (control.type === "radio" || control.type === "checkbox") return control.labels[0].textContent.trim();
          }
        }
        return one;
      })
      .join("\n");
  }

  window.formFields = { same, mayKeep, namesOf, takesPart, controlsOf, read, write, addressOf, nameOf, labelled };
})();
