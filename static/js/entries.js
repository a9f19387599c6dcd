/* 插入条目: puts what opens the next item of this part at the caret, in the part's own form and with its next number.
   The form says how in data-item-form: run_in and own_line （一）, enumeration 一是, label 小标题：. */
(function () {
  "use strict";

  const DIGITS = "一二三四五六七八九";
  const LABEL = "小标题";
  const OPENED = {
    run_in: /^[ \u3000]*[（(]([一二三四五六七八九十]{1,3})[）)]/gm,
    own_line: /^[ \u3000]*[（(]([一二三四五六七八九十]{1,3})[）)]/gm,
    enumeration: /(?:^|[：；。])[ \u3000]*([一二三四五六七八九十]{1,3})是/gm,
  };
  const lastField = new WeakMap(); // block -> the field that had the caret last

  function numeral(value) {
    const tens = Math.floor(value / 10);
    return (tens > 1 ? DIGITS[tens - 1] : "") + (tens ? "十" : "") + (value % 10 ? DIGITS[(value % 10) - 1] : "");
  }

  function valueOf(word) {
    for (let value = 1; value < 100; value += 1) if (numeral(value) === word) return value;
    return 0;
  }

  // The numbers go on through the whole part, so the fields above count too.
  function textBefore(form, field) {
    const fields = Array.from(form.querySelectorAll("textarea.block__text"));
    const above = fields.slice(0, fields.indexOf(field)).map((each) => each.value);
    return above.concat(field.value.slice(0, field.selectionStart)).join("\n");
  }

  function opening(form, field) {
    const kind = form.dataset.itemForm;
    if (kind === "label") return LABEL + "：";
    const found = Array.from(textBefore(form, field).matchAll(OPENED[kind] || OPENED.run_in)).pop();
    const number = numeral((found ? valueOf(found[1]) : 0) + 1);
    return kind === "enumeration" ? number + "是" : "（" + number + "）";
  }

  function insert(field, text) {
    field.focus();
    // execCommand alone keeps the step in the field's undo history.
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("focusin", function (event) {
    if (event.target.matches("textarea.block__text")) lastField.set(event.target.closest("[data-block]"), event.target);
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-insert-entry]");
    if (!button) return;
    const block = button.closest("[data-block]");
    const field = block.querySelector("textarea.block__text");
    if (!field || field.disabled || field.readOnly) return;
    // A field nobody has been in yet goes on at its end.
    if (lastField.get(block) !== field) field.setSelectionRange(field.value.length, field.value.length);
    const before = field.value.slice(0, field.selectionStart);
    const opened = opening(button.closest("form"), field);
    insert(field, (before && !before.endsWith("\n") ? "\n" : "") + opened);
    if (opened.startsWith(LABEL)) field.setSelectionRange(field.selectionEnd - opened.length, field.selectionEnd - 1);
  });

  const showButtons = () => document.querySelectorAll("[data-insert-entry]").forEach((button) => (button.hidden = false));
  document.addEventListener("DOMContentLoaded", showButtons);
  document.addEventListener("htmx:afterSettle", showButtons);
})();
