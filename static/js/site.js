// Improvements only: every page and every form works without this file.
(() => {
  "use strict";

  const language = document.documentElement.lang || "en";
  const written = new Intl.NumberFormat(`${language}-u-nu-latn`);

  // Bring the reader, and the screen reader, to what is wrong.
  document.querySelector("[data-error-summary]")?.focus();

  // Count the characters of a long text while it is written; say it aloud only when the writer pauses.
  for (const line of document.querySelectorAll("[data-count-for]")) {
    const control = document.getElementById(line.dataset.countFor);
    const now = line.querySelector("[data-count-now]");
    if (!control || !now) continue;
    const minimum = Number(line.dataset.minimum);
    const maximum = Number(line.dataset.maximum);
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    line.append(spoken);
    let pause;
    const count = () => {
      const length = [...control.value.replace(/\n/g, "\r\n")].length; // as the server counts
      now.textContent = written.format(length);
      line.dataset.state = length > maximum ? "over" : length < minimum ? "under" : "within";
    };
    control.addEventListener("input", () => {
      count();
      clearTimeout(pause);
      pause = setTimeout(() => { spoken.textContent = now.textContent; }, 1500);
    });
    count();
  }

  // A second click within a second does not send the form twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const at = Date.now();
    if (at - Number(form.dataset.sentAt || 0) < 1000) event.preventDefault();
    else form.dataset.sentAt = at;
  });
})();
