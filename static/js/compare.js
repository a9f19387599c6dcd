/* Two versions side by side: j and k, or the buttons, lead from change to change. */
(function () {
  "use strict";

  const frame = document.querySelector("[data-compare]");
  if (!frame) return;
  const changes = Array.from(frame.querySelectorAll("[data-change]"));
  const where = frame.querySelector("[data-compare-where]");
  let at = -1;

  function step(by) {
    if (!changes.length) return;
    at = Math.min(Math.max(at + by, 0), changes.length - 1);
    changes[at].scrollIntoView({ block: "start" });
    changes[at].focus({ preventScroll: true });
    where.textContent = "第" + (at + 1) + "处，共" + changes.length + "处";
  }

  frame.querySelectorAll("[data-compare-step]").forEach(function (button) {
    button.hidden = !changes.length;
    button.addEventListener("click", function () { step(Number(button.dataset.compareStep)); });
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });
})();
