// The page before this one was saved on the way here: its copy in this browser has done its work.
(() => {
  "use strict";
  const slot = document.querySelector("[data-forget]")?.dataset.forget;
  try { if (slot) localStorage.removeItem(slot); } catch { /* forbidden */ }
})();
