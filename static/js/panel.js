/* The side panel follows the focus: a block with data-panel-url loads into #side-panel and keeps the chosen tab.
   The panel's tabs are links with data-tab; the current one has aria-current. A tab that is pressed belongs to the
   block that has the focus, even while that block's panel is still on its way; hx-sync lets the last one asked for come last. */
(function () {
  "use strict";

  const WAIT = 250; // milliseconds, so that walking through blocks does not ask for each
  let timer = 0;
  let wanted = ""; // the panel address of the block that had the focus last
  let chosen = ""; // the tab that was pressed last

  function load(panel) {
    const current = panel.querySelector("[data-tab][aria-current]");
    const tab = chosen || (current && current.dataset.tab);
    const address = new URL(wanted, location.href);
    if (tab) address.searchParams.set("tab", tab);
    panel.dataset.url = wanted;
    window.htmx.ajax("GET", address.pathname + address.search, { source: panel, target: panel, swap: "innerHTML" });
  }

  function follow() {
    const panel = document.getElementById("side-panel");
    if (panel && panel.dataset.url !== wanted) load(panel);
  }

  // A link of a figure puts something else into the panel; the next focus brings the block's own panel back.
  document.addEventListener("click", function (event) {
    const panel = document.getElementById("side-panel");
    if (!panel || !event.target.closest('[hx-target="#side-panel"]:not([data-tab])')) return;
    clearTimeout(timer);
    panel.dataset.url = "";
  });

  document.addEventListener("focusin", function (event) {
    const block = event.target.closest("[data-block]");
    if (!block) return;
    document.querySelectorAll("[data-block].is-current").forEach((each) => each.classList.toggle("is-current", each === block));
    block.classList.add("is-current");
    if (!block.dataset.panelUrl) return;
    wanted = block.dataset.panelUrl;
    clearTimeout(timer);
    timer = setTimeout(follow, WAIT);
  });

  document.addEventListener(
    "click",
    function (event) {
      const tab = event.target.closest("#side-panel [data-tab]");
      if (!tab || !wanted || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(timer);
      chosen = tab.dataset.tab;
      load(document.getElementById("side-panel"));
    },
    true,
  );
})();
