// A statement begins with the text made of published records, at once. Without this file the button sends the form.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-begins]");
    if (!button) return;
    event.preventDefault();
    const area = document.getElementById(button.dataset.begins);
    if (!area.value.trim()) {
      area.value = document.getElementById(button.dataset.with).textContent;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.focus();
  });
})();
