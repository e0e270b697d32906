// A draft saves itself, and what could not be sent stays in this browser. Every form works without this file.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  const line = form?.querySelector("[data-save-line]");
  if (!form || !line) return;

  const PAUSE = 10_000; // after the last keystroke
  const slot = `draft:${form.dataset.person}:${form.dataset.form}`;
  let waiting = null;
  let running = false;
  let leaving = false;
  let asSaved = typed();

  // What says something, in one order: empty rows and how many there are make no difference.
  function typed() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const plain = value.replace(/\r\n/g, "\n").trim();
      if (plain && !["csrfmiddlewaretoken", "seen"].includes(name) && !name.endsWith("-total")) data.append(name, plain);
    }
    data.sort();
    return data.toString();
  }

  function say(words, detail = "") {
    line.textContent = words.replace("%s", detail);
  }

  // The browser's copy: kept until the server has it, thrown away after.
  function keep() {
    try { localStorage.setItem(slot, JSON.stringify({ seen: form.elements.seen.value, typed: typed() })); } catch { /* full or forbidden */ }
  }
  function forget() {
    try { localStorage.removeItem(slot); } catch { /* forbidden */ }
  }
  function kept() {
    try { return JSON.parse(localStorage.getItem(slot)); } catch { return null; }
  }

  function fill(text) {
    const data = new URLSearchParams(text);
    for (const control of form.elements) {
      if (!control.name || ["hidden", "submit", "file"].includes(control.type)) continue;
      const values = data.getAll(control.name);
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
      else control.value = values[0] ?? "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  async function save() {
    clearTimeout(waiting);
    if (running || leaving || typed() === asSaved) return;
    running = true;
    const sent = typed();
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: sent.length < 60_000,
      });
      if (!(answer.headers.get("content-type") || "").includes("json")) { say(line.dataset.signedOut); return; }
      const told = await answer.json();
      if (answer.ok) {
        asSaved = sent;
        form.elements.seen.value = told.seen;
        if (typed() === sent) forget();
        const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(line.dataset.saved, time.format(new Date(told.saved_at)));
        if (told.others.length) line.append(` · ${line.dataset.others.replace("%s", told.others.join(", "))}`);
      } else {
        say(told.refused === "invalid" ? line.dataset.invalid : line.dataset.overtaken);
      }
    } catch {
      say(line.dataset.offline);
    } finally {
      running = false;
    }
  }

  form.addEventListener("input", () => {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", () => { keep(); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); keep(); });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });

  // What the last visit could not send comes back on top of what it was typed on: where somebody has saved since,
  // the server refuses it and shows the difference.
  const before = kept();
  if (before && before.typed !== typed() && !document.querySelector("[data-error-summary]")) {
    const saved = typed();
    const seen = form.elements.seen.value;
    form.elements.seen.value = before.seen;
    fill(before.typed);
    say(line.dataset.restored);
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "button-plain";
    discard.textContent = line.dataset.discard;
    discard.addEventListener("click", () => {
      form.elements.seen.value = seen;
      fill(saved);
      forget();
      say("");
      discard.remove();
    });
    line.after(discard);
  } else if (before) {
    forget();
  }
})();
