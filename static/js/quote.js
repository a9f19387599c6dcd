/* Giving an opinion: what is selected in a part of the report becomes the quote of its form. */
(function () {
  "use strict";

  let chosen = { part: null, text: "" };

  document.addEventListener("selectionchange", function () {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const node = selection.getRangeAt(0).startContainer;
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const text = element.closest(".reviewing-part__text");
    if (text) chosen = { part: text.closest("[data-part]"), text: selection.toString().trim() };
  });

  document.addEventListener(
    "toggle",
    function (event) {
      const form = event.target;
      if (!form.matches || !form.matches("[data-give-opinion]") || !form.open) return;
      const quote = form.querySelector("[data-quote]");
      if (quote && !quote.value && chosen.part && chosen.part.contains(form)) quote.value = chosen.text.slice(0, 2000);
      form.querySelector("[name=text]").focus();
    },
    true
  );
})();
