/* The side panel follows the focus: a block with data-panel-url loads into #side-panel and keeps the chosen tab.
   The panel's tabs are links with data-tab; the current one has aria-current. */
(function () {
  "use strict";

  const WAIT = 250; // milliseconds, so that walking through blocks does not ask for each
  let timer = 0;

  function show(block) {
    const panel = document.getElementById("side-panel");
    if (!panel || panel.dataset.url === block.dataset.panelUrl) return;
    panel.dataset.url = block.dataset.panelUrl;
    const tab = panel.querySelector("[data-tab][aria-current]");
    const address = new URL(block.dataset.panelUrl, location.href);
    if (tab) address.searchParams.set("tab", tab.dataset.tab);
    window.htmx.ajax("GET", address.pathname + address.search, { target: "#side-panel", swap: "innerHTML" });
  }

  document.addEventListener("focusin", function (event) {
    const block = event.target.closest("[data-block]");
    if (!block) return;
    document.querySelectorAll("[data-block].is-current").forEach((each) => each.classList.toggle("is-current", each === block));
    block.classList.add("is-current");
    if (!block.dataset.panelUrl) return;
    clearTimeout(timer);
    timer = setTimeout(show, WAIT, block);
  });
})();
