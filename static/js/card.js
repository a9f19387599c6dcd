/* The card of one finding below its words: what is wrong, a repair in one click, 不采纳 with a reason.
   Its controls belong to the form #finding-decision by their form attribute, since the card lies within the form of the
   part. A repair types into the field, so that Ctrl+Z, Ctrl+S and what is unsaved work as for any typing. */
(function () {
  "use strict";

  const GAP = 6;
  let card = null;
  let shown = null; // the finding on the card
  let isRepairing = false;

  const marks = () => window.fazhi.marks;
  const isPhone = () => window.matchMedia("(max-width: 767.98px)").matches;
  const part = (name) => card.querySelector("[data-card=" + name + "]");

  function write(name, words) {
    part(name).textContent = words;
    part(name).hidden = !words;
  }

  function open(finding, host, { at, alike, repairs }) {
    close();
    shown = finding;
    card = document.getElementById("finding-card").content.firstElementChild.cloneNode(true);
    write("label", finding.label);
    part("label").classList.add("severity--" + finding.severity);
    write("name", finding.name);
    write("at", at);
    write("message", finding.message);
    write("quote", marks().find(finding.key) ? "" : finding.shown);
    const says = finding.suggestion && finding.suggestion !== finding.text && !finding.message.includes(finding.suggestion);
    write("suggestion", says || finding.offer === "按建议修改" ? "建议：" + finding.suggestion : "");
    write("kept", finding.kept);
    write("done", "");
    write("refused", "");
    write("alike", alike ? "同类的另外" + alike + "处也一并不采纳" : "");
    card.querySelector("[data-card-alike]").hidden = !alike;
    card.querySelector("[data-card-key]").value = finding.key;
    card.querySelector("[data-card-refuse]").hidden = Boolean(finding.kept);
    const source = card.querySelector("[data-card-source]");
    if (source) source.hash = finding.code;
    const found = marks().find(finding.key);
    offer("[data-card-repair]", found && found.repair ? finding.offer : "");
    offer("[data-card-repair-all]", found && found.repair && repairs > 1 ? "本部分同类" + repairs + "处都改" : "");
    card.querySelectorAll("[data-reasons-ready]").forEach((ready) => (ready.hidden = false));
    const head = host.matches(".marked") ? null : host.querySelector(".block__head, .item__head") || host.firstElementChild;
    if (head) head.after(card);
    else host.append(card);
    place();
    return card;
  }

  function offer(selector, words) {
    const button = card.querySelector(selector);
    button.textContent = words;
    button.hidden = !words;
  }

  /** Below the last of the words, within the width of the field; a phone has it at the foot (findings.css). */
  function place() {
    if (!card || !shown) return;
    const pieces = marks().elements(shown.key);
    if (!pieces.length) return;
    const host = card.parentElement.getBoundingClientRect();
    const first = pieces[0].getClientRects()[0];
    const rects = pieces[pieces.length - 1].getClientRects();
    const last = rects[rects.length - 1];
    if (!first || !last) return;
    const left = Math.min(first.left - host.left - 12, host.width - card.offsetWidth);
    card.classList.add("finding-card--floats");
    card.style.top = last.bottom - host.top + GAP + "px";
    card.style.left = Math.max(0, left) + "px";
  }

  function close() {
    if (!card) return;
    const field = card.parentElement.querySelector("textarea, input:not([type=hidden])");
    const hadFocus = card.contains(document.activeElement);
    card.remove();
    card = null;
    shown = null;
    marks().setCurrent(0);
    if (hadFocus && field && !isPhone()) field.focus({ preventScroll: true });
  }

  // ---------- Repairs ----------

  function type(control, { start, end, text }) {
    control.focus({ preventScroll: true });
    control.setSelectionRange(start, end);
    // execCommand alone keeps the step in the field's undo history.
    if (text ? document.execCommand("insertText", false, text) : document.execCommand("delete")) return;
    control.setRangeText(text, start, end, "end");
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function repair(keys) {
    isRepairing = true;
    const done = keys.filter(function (key) {
      const found = marks().find(key);
      if (!found || !found.repair || found.control.readOnly || found.control.disabled) return false;
      type(found.control, found.repair);
      marks().drop(key);
      return true;
    });
    isRepairing = false;
    if (!done.length) return;
    document.dispatchEvent(new CustomEvent("fazhi:repaired", { detail: done }));
    if (!card) return;
    offer("[data-card-repair]", "");
    offer("[data-card-repair-all]", "");
    card.querySelector("[data-card-refuse]").hidden = true;
    card.querySelector("[data-card-refusal]").hidden = true;
    const words = done.length > 1 ? "已改" + done.length + "处" : "已改";
    write("done", words + "，按 Ctrl+Z 可以撤销，保存后生效。");
  }

  // ---------- What is pressed on it ----------

  function refuse(button) {
    const refusal = card.querySelector("[data-card-refusal]");
    refusal.hidden = !refusal.hidden;
    button.setAttribute("aria-expanded", String(!refusal.hidden));
    if (!refusal.hidden && !isPhone()) refusal.querySelector("[data-reason]").focus({ preventScroll: true });
    if (!refusal.hidden) card.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", function (event) {
    if (!card || !card.contains(event.target)) return;
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.matches("[data-card-close]")) close();
    else if (pressed.matches("[data-card-repair]")) repair([shown.key]);
    else if (pressed.matches("[data-card-repair-all]")) repair(window.fazhi.findings.alike(shown).map((finding) => finding.key).reverse());
    else if (pressed.matches("[data-card-refuse]")) refuse(pressed);
  });

  // A ready reason is a reason given: one click sends it.
  document.addEventListener("click", function (event) {
    const ready = event.target.closest("[data-reason]");
    if (!ready) return;
    const field = ready.closest("[data-reasons]").querySelector("[name=reason]");
    field.value = ready.dataset.reason;
    field.form.requestSubmit();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && card && !event.isComposing) close();
  });

  // Typing in the marked words answers the finding in the person's own way: the card goes with the mark.
  document.addEventListener("fazhi:marks", function () {
    if (!card || isRepairing) return;
    if (card.classList.contains("finding-card--floats") && !marks().find(shown.key)) close();
    else place();
  });
  window.addEventListener("resize", place);

  window.fazhi.card = {
    open,
    close,
    place,
    isPhone,
    repair,
    key: () => (shown ? shown.key : 0),
    refused: (sentence) => write("refused", sentence),
    contains: (element) => Boolean(card) && card.contains(element),
  };
})();
