// Keys and passkeys: a button asks the browser for one, and its answer is sent with the form.
(() => {
  "use strict";
  const FAULT = "Kunci tidak dapat dipakai, atau dibatalkan. Coba lagi.";
  for (const form of document.querySelectorAll("form[data-key]")) {
    const button = form.querySelector("#pakai-kunci");
    const credential = form.querySelector("input[type=hidden][name$=credential], input[type=hidden][name$=kunci]");
    if (!button || !credential || !window.webauthnJSON?.supported()) continue;
    form.hidden = false;
    const passwordless = form.querySelector("input[type=checkbox][name=passwordless]");
    const ids = { credential: credential.id, passwordless: passwordless?.id };
    const kind = form.dataset.key;
    ids[kind] = button.id;
    window.allauth.webauthn.forms[`${kind}Form`]({ ids, data: JSON.parse(form.dataset.options || "null") });
    button.addEventListener("click", () => say(form, ""));
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const form of document.querySelectorAll("form[data-key]")) say(form, FAULT);
  });

  function say(form, text) {
    const place = form.querySelector("[data-key-fault]");
    if (place) place.textContent = text;
  }
})();
