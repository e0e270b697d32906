// Improvements to the moderation queue only: every act on the page works without this file.
(() => {
  "use strict";

  const form = document.querySelector("form[data-queue]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=pick]")];
  const count = form.querySelector("[data-count]");

  function say() {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked ? count.dataset.words.replace("%s", ticked) : "";
  }
  form.addEventListener("change", say);
  say();

  // Tick all, or none, without asking for the page again.
  form.querySelector("[data-select-all]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const all = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = all;
    say();
  });

  // Single keys: j k move, o opens (Enter does by itself), c claims, x ticks. Off for who has switched them off.
  if (!("shortcuts" in form.dataset)) return;
  const rows = [...form.querySelectorAll("[data-row]")];
  const titles = rows.map((row) => row.querySelector("[data-open]"));

  function move(step) {
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const there = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
    titles[there].focus();
    titles[there].closest("tr").scrollIntoView({ block: "nearest" });
  }

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    o: (row) => row?.querySelector("[data-open]").click(),
    c: (row) => row?.querySelector("[data-claim]")?.click(),
    x: (row) => row?.querySelector("input[name=pick]").click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    if (event.target.closest("select, textarea, input:not([type=checkbox])")) return;
    // On a keyboard of another script the key is known by its place.
    const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
    const act = acts[key];
    if (!act) return;
    event.preventDefault();
    act(document.activeElement.closest?.("[data-row]"));
  });
})();
