/* The editor of a template: moving parts by mouse and keyboard, words at the caret, fields that a kind uses,
   what is unsaved, and the preview after each save. Without it every button still works as a plain form. */
(function () {
  "use strict";

  const part = () => document.querySelector("form[data-part]");
  const tree = () => document.querySelector("form[data-tree]");

  // ---------- What is unsaved ----------

  const controls = (form) => Array.from(form.elements).filter((each) => each.name && each.type !== "hidden");

  function isChanged(control) {
    if (control.matches("select")) {
      const options = Array.from(control.options);
      return options.some((option) => option.defaultSelected) && options.some((option) => option.selected !== option.defaultSelected);
    }
    if (control.closest(".picker")) return false;
    if (control.type === "checkbox") return control.checked !== control.defaultChecked;
    return "defaultValue" in control && control.type !== "submit" && control.value !== control.defaultValue;
  }

  // A form that came back with faults or a conflict holds what is not stored, whatever its defaults say.
  const isUnsaved = (form) => Boolean(form) && (Boolean(document.getElementById("part-errors")) || controls(form).some(isChanged));

  function sayUnsaved() {
    document.querySelectorAll("[data-unsaved]").forEach(function (place) {
      const words = isUnsaved(part()) ? "有未保存的修改" : "";
      if (place.textContent !== words) place.textContent = words;
      place.dataset.tone = words ? "dirty" : "";
    });
  }

  let isLeaving = false; // a form that leads on was sent by the person

  document.addEventListener("input", sayUnsaved);
  document.addEventListener("change", sayUnsaved);
  window.addEventListener("beforeunload", function (event) {
    if (isLeaving || !isUnsaved(part())) return;
    event.preventDefault();
    event.returnValue = "";
  });

  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s" || !part()) return;
    event.preventDefault();
    if (!event.repeat) part().requestSubmit();
  });

  document.addEventListener("submit", function (event) {
    if (event.target.matches("form[data-leaving]") && !isUnsaved(part())) isLeaving = true;
  });

  // ---------- Words at the caret ----------

  function showWords() {
    document.querySelectorAll("[data-words-for]").forEach((place) => (place.hidden = false));
    document.querySelectorAll("[data-open-picker]").forEach((button) => (button.hidden = false));
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-word]");
    if (!button) return;
    const field = document.getElementById(button.closest("[data-words-for]").dataset.wordsFor);
    field.focus();
    // execCommand alone keeps the step in the field's undo history.
    if (document.execCommand("insertText", false, button.dataset.word)) return;
    field.setRangeText(button.dataset.word, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---------- Picking indicators: open until closed, also after one was added ----------

  let picking = null; // what was looked for, or null while the picker is closed

  function showPicker() {
    const picker = document.getElementById("picker");
    if (!picker) return;
    picker.hidden = picking === null;
    document.querySelector("[data-open-picker]").setAttribute("aria-expanded", String(!picker.hidden));
    const field = document.getElementById("picker-text");
    if (picking !== null && field.value !== picking) field.value = picking;
    if (picking !== null) htmx.trigger("#picker-form", "submit");
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-open-picker]")) return;
    picking = picking === null ? "" : null;
    showPicker();
    if (picking !== null) document.getElementById("picker-text").focus();
  });

  document.addEventListener("input", function (event) {
    if (event.target.id === "picker-text") picking = event.target.value;
  });

  // ---------- Fields that a kind of block uses ----------

  const USED = { opening: ["prose"], fixed_text: ["fixed"], items_kind: ["items"] };

  function showKind() {
    const kind = document.getElementById("part_kind");
    if (!kind) return;
    Object.keys(USED).forEach(function (name) {
      const place = document.querySelector('.part [data-field="' + name + '"]');
      const field = place.querySelector("textarea, select");
      const holds = name !== "items_kind" && field.value.trim() !== "";
      place.hidden = !USED[name].includes(kind.value) && !holds;
    });
  }

  document.addEventListener("change", function (event) {
    if (event.target.id === "part_kind") showKind();
  });

  // ---------- The tree: Alt and an arrow move the part whose link has the focus ----------

  document.addEventListener("keydown", function (event) {
    const link = event.target.closest("[data-steps]");
    if (!link || event.ctrlKey || event.metaKey) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (!event.altKey) return void walk(link, event.key === "ArrowUp" ? -1 : 1);
    const way = event.key === "ArrowUp" ? "up" : "down";
    const button = tree().querySelector('button[value="' + link.dataset.steps + ":" + way + '"]');
    if (event.repeat || button.getAttribute("aria-disabled") === "true") return;
    button.click();
  });

  function walk(link, by) {
    const links = Array.from(tree().querySelectorAll(".tree__link"));
    const next = links[links.indexOf(link) + by];
    if (next) next.focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest(".tree__step, [data-tree] button");
    if (!button) return;
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    else if (button.name === "step") moved = "link-" + button.value.split(":").slice(0, 2).join("-");
  });

  let moved = ""; // the link of what was moved last

  function sayMoved() {
    const link = moved && document.getElementById(moved);
    moved = "";
    if (!link) return;
    const row = link.closest(".tree__row");
    row.classList.add("is-moved");
    const section = link.closest(".tree__section").querySelector(".tree__row--section .tree__link");
    const peers = row.dataset.drag === "block" ? Array.from(row.parentElement.querySelectorAll(".tree__row--block")) : Array.from(tree().querySelectorAll(".tree__row--section"));
    const where = "第" + (peers.indexOf(row) + 1) + "位";
    const words = "“" + link.textContent + "”已移到" + (row.dataset.drag === "block" ? "“" + section.textContent + "”" : "") + where + "。";
    tree().querySelector("[data-tree-said]").textContent = words;
    if (document.activeElement === document.body || document.activeElement === null) link.focus();
    refreshPreview();
  }

  // ---------- The tree: dragging ----------

  let dragged = null;

  function rowUnder(event) {
    const row = event.target.closest && event.target.closest("[data-tree] .tree__row, [data-tree] .tree__end");
    if (!dragged || !row || row.classList.contains("tree__row--frame")) return null;
    return row;
  }

  /** Where the dragged part would go: the fields of the move and the row that shows it. */
  function spotAt(event) {
    const row = rowUnder(event);
    if (!row) return null;
    const section = row.closest(".tree__section");
    const box = row.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    if (dragged.dataset.drag === "section") {
      const whole = section.getBoundingClientRect();
      const after = event.clientY > whole.top + whole.height / 2;
      const next = section.nextElementSibling;
      const before = after ? (next ? next.dataset.section : "") : section.dataset.section;
      return { fields: { before: before }, row: section, below: after };
    }
    if (row.classList.contains("tree__row--section")) {
      const first = section.querySelector(".tree__row--block");
      return { fields: { section: section.dataset.section, before: first ? first.dataset.key : "" }, row: row, below: true };
    }
    if (row.classList.contains("tree__end")) return { fields: { section: section.dataset.section, before: "" }, row: row, below: false };
    const next = row.nextElementSibling;
    const before = below ? (next && next.dataset.key) || "" : row.dataset.key;
    return { fields: { section: section.dataset.section, before: before }, row: row, below: below };
  }

  function clearSpots() {
    document.querySelectorAll(".is-above, .is-below").forEach((each) => each.classList.remove("is-above", "is-below"));
  }

  document.addEventListener("dragstart", function (event) {
    const row = event.target.closest && event.target.closest("[data-drag]");
    if (!row) return;
    dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.key);
  });

  document.addEventListener("dragover", function (event) {
    const spot = spotAt(event);
    clearSpots();
    if (!spot) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    spot.row.classList.add(spot.below ? "is-below" : "is-above");
  });

  document.addEventListener("drop", function (event) {
    const spot = spotAt(event);
    clearSpots();
    if (!spot) return;
    event.preventDefault();
    const form = tree();
    const values = Object.assign({ what: dragged.dataset.drag, key: dragged.dataset.key }, spot.fields);
    values.here = form.elements.here.value;
    values.here_key = form.elements.here_key.value;
    moved = "link-" + values.what + "-" + values.key;
    htmx.ajax("POST", form.action, { source: form, target: form, swap: "outerHTML", values: values });
  });

  document.addEventListener("dragend", function () {
    if (dragged) dragged.classList.remove("is-dragged");
    dragged = null;
    clearSpots();
  });

  // ---------- The preview: what was chosen stays chosen from part to part ----------

  const KEPT = "fazhi:template-preview";

  function keepChoices() {
    const form = document.getElementById("preview-choices");
    if (!form) return;
    const look = form.querySelector("[name=look]:checked");
    sessionStorage.setItem(KEPT, JSON.stringify({ look: look ? look.value : "", kind: form.elements.kind.value, year: form.elements.year.value }));
  }

  function takeChoices() {
    const form = document.getElementById("preview-choices");
    const kept = form && JSON.parse(sessionStorage.getItem(KEPT) || "null");
    if (!kept) return;
    form.querySelectorAll("[name=look]").forEach((box) => (box.checked = box.value === kept.look || (box.checked && !kept.look)));
    ["kind", "year"].forEach(function (name) {
      const known = Array.from(form.elements[name].options).some((option) => option.value === kept[name]);
      if (known) form.elements[name].value = kept[name];
    });
  }

  function refreshPreview() {
    const form = document.getElementById("preview-choices");
    if (form) htmx.trigger(form, "refresh");
  }

  document.addEventListener("change", function (event) {
    if (event.target.closest("#preview-choices")) keepChoices();
  });

  // ---------- After an answer ----------

  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id === "tree") sayMoved();
    if (event.target.id !== "part") return;
    const fault = document.querySelector(".part .invalid-feedback") || document.getElementById("part-errors");
    if (fault) fault.scrollIntoView({ block: "center" });
    else refreshPreview();
    showWords();
    showKind();
    showPicker();
    sayUnsaved();
  });

  /** Bring the block that is on the page into view in the preview of the form. */
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id !== "preview-body") return;
    const block = event.target.dataset.shown && event.target.querySelector('[data-sample="' + event.target.dataset.shown + '"]');
    const panel = document.getElementById("preview-sheet");
    if (block) panel.scrollTop += block.getBoundingClientRect().top - panel.getBoundingClientRect().top - 90;
  });

  takeChoices();
  showWords();
  showKind();
  showPicker();
  sayUnsaved();
})();
