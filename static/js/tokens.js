/* Figures in prose: 插入数据 puts a token at the caret; a strip below the field lists the tokens with their values.
   Values stand in the element #figure-values (json_script): {"RV02": {"name": …, "value": …, "unit": …}}; value "" is 未填. */
(function () {
  "use strict";

  const TOKEN = /\{\{([^{}\n]{1,40})\}\}/g;
  const lastField = new WeakMap(); // block -> the field that had the caret last
  let figures = {};
  let source = null; // the element that they were read from; until a save replaces it, what is typed in the grid counts

  function readFigures() {
    const found = document.getElementById("figure-values");
    if (!found || found === source) return;
    source = found;
    figures = JSON.parse(found.textContent);
  }

  const blockOf = (element) => element.closest("[data-block]");
  const fieldsOf = (block) => Array.from(block.querySelectorAll("textarea:not([data-no-tokens])"));

  // ---------- Inserting ----------

  document.addEventListener("focusin", function (event) {
    const block = event.target.matches("textarea") && blockOf(event.target);
    if (block) lastField.set(block, event.target);
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-insert-token]");
    if (!button) return;
    const block = blockOf(button);
    const field = lastField.get(block) || fieldsOf(block)[0];
    const menu = button.closest("details");
    if (menu) menu.open = false;
    if (!field || field.disabled || field.readOnly) return;
    const token = "{{" + button.dataset.insertToken + "}}";
    field.focus();
    // execCommand alone keeps the step in the field's undo history.
    if (document.execCommand("insertText", false, token)) return;
    field.setRangeText(token, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---------- The strip ----------

  function chip(code) {
    const figure = figures[code];
    const made = document.createElement("span");
    made.className = "chip";
    if (!figure) {
      made.classList.add("chip--unknown");
      made.textContent = "{{" + code + "}} 没有这个指标，请核对";
      return made;
    }
    made.title = code;
    const value = document.createElement("b");
    const blank = figure.value === "" || figure.value === null;
    if (blank) made.classList.add("chip--blank");
    value.textContent = blank ? "未填" : figure.value + (figure.value === "不适用" ? "" : figure.unit || "");
    made.append(figure.name, value);
    return made;
  }

  function showStrip(block) {
    const strip = block.querySelector("[data-token-strip]");
    if (!strip) return;
    const codes = new Set();
    fieldsOf(block).forEach(function (field) {
      Array.from(field.value.matchAll(TOKEN)).forEach((found) => codes.add(found[1].trim()));
    });
    strip.replaceChildren(...Array.from(codes, chip));
    strip.hidden = codes.size === 0;
  }

  const showAll = () => document.querySelectorAll("[data-block]").forEach(showStrip);

  document.addEventListener("input", function (event) {
    const block = event.target.matches("textarea") && blockOf(event.target);
    if (block) showStrip(block);
  });
  document.addEventListener("fazhi:figure", function (event) {
    const known = figures[event.detail.code];
    if (!known) return;
    known.value = event.detail.value;
    showAll();
  });
  document.addEventListener("DOMContentLoaded", function () {
    readFigures();
    showAll();
  });
  document.addEventListener("htmx:afterSettle", function () {
    readFigures();
    showAll();
  });
})();
