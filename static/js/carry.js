/* 采用上年文字: <button data-carry="ID of the field"> puts the text of the panel's [data-carry-text] into the field,
   after what stands there; the browser's own undo takes it back. The hidden field beside it (…-carried) says that
   the text is last year's, so that the saved block asks to be confirmed. */
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-carry]");
    if (!button) return;
    const field = document.getElementById(button.dataset.carry);
    if (!field) {
      window.fazhi.showTrouble("这一块现在不能修改，或者是分条填写的，请自行复制需要的文字。");
      return;
    }
    const words = button.closest("#side-panel").querySelector("[data-carry-text]").value;
    const carried = document.getElementById(field.id.replace(/-text$/, "-carried"));
    if (carried) carried.value = "True";
    const before = field.value.trimEnd();
    field.focus();
    field.setSelectionRange(before.length, field.value.length);
    const added = before ? "\n" + words : words;
    if (document.execCommand("insertText", false, added)) return;
    field.setRangeText(added, before.length, field.value.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
