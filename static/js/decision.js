// Improvements only: texts kept ready are inserted where the cursor is, and remarks are counted as they are written.
(() => {
  "use strict";

  for (const place of document.querySelectorAll("[data-insert-into]")) {
    const box = document.getElementById(place.dataset.insertInto);
    const choice = place.querySelector("select");
    const button = place.querySelector("button");
    if (!box || !choice || !button) continue;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const text = choice.selectedOptions[0]?.dataset.text;
      if (!text) return choice.focus();
      const before = box.value.slice(0, box.selectionStart);
      const gap = before && !/\s$/.test(before) ? "\n\n" : "";
      box.focus();
      box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  const line = document.querySelector("[data-remark-count]");
  const remarks = document.querySelectorAll("textarea[form='return-form']");
  if (line && remarks.length) {
    const count = () => {
      const written = [...remarks].filter((box) => box.value.trim()).length;
      line.textContent = written ? line.dataset.remarkCount.replace("%s", written) : "";
    };
    document.addEventListener("input", (event) => { if (event.target.form?.id === "return-form") count(); });
    count();
  }

  // What a link of this page points into is opened, in browsers that do not do it by themselves.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && (target.matches("details") ? target : target.closest("details"));
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
