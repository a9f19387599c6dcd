/* The drafting form: saving, what is unsaved, fields that grow, two people on one block.
   A control is unsaved while its value differs from its default; a successful save makes the sent value the default. */
(function () {
  "use strict";

  const LONGEST_GROWN = 100000; // characters; longer fields keep their height and scroll
  const pending = new WeakMap(); // form -> what was sent and not yet answered
  const again = new WeakSet(); // forms whose save was asked for while one was under way
  let faulty = null; // the form whose first fault is to be shown when the answer has settled

  const editors = () => Array.from(document.querySelectorAll("form[data-editor]"));
  const controls = (form) =>
    Array.from(form.elements).filter((each) => each.name && each.type !== "hidden" && each.matches("input, textarea, select"));

  // ---------- What is unsaved ----------

  function isUnsaved(control) {
    if (control.matches("select")) {
      if (!Array.from(control.options).some((option) => option.defaultSelected)) return control.selectedIndex > 0;
      return Array.from(control.options).some((option) => option.selected !== option.defaultSelected);
    }
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    return control.value !== control.defaultValue;
  }

  function keepAsSaved(control, sent) {
    if (control.matches("select")) {
      Array.from(control.options).forEach((option) => (option.defaultSelected = option.value === sent));
      if (control.value !== sent) control.value = sent;
    } else if (control.type === "checkbox" || control.type === "radio") {
      const now = control.checked;
      control.defaultChecked = sent;
      control.checked = now;
    } else {
      const now = control.value;
      control.defaultValue = sent;
      if (control.value !== now) control.value = now;
    }
  }

  const valueOf = (control) => (control.type === "checkbox" || control.type === "radio" ? control.checked : control.value);
  const isDirty = (form) => controls(form).some(isUnsaved);

  // ---------- The words beside the button ----------

  function say(words, tone) {
    document.querySelectorAll("[data-save-state]").forEach(function (place) {
      if (place.textContent !== words) place.textContent = words;
      place.dataset.tone = tone || "";
    });
  }

  function clock(xhr) {
    const at = new Date(xhr.getResponseHeader("Date") || Date.now());
    return String(at.getHours()).padStart(2, "0") + ":" + String(at.getMinutes()).padStart(2, "0");
  }

  function sayWhetherDirty(form) {
    if (pending.has(form)) return;
    if (isDirty(form)) say("有未保存的修改", "dirty");
    else say(form.dataset.lastSaved || "", "saved");
  }

  // ---------- Saving ----------

  function save(form) {
    if (pending.has(form)) again.add(form);
    else form.requestSubmit();
  }

  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    const form = event.target.closest("form[data-editor]") || editors()[0];
    if (!form) return;
    event.preventDefault();
    if (!event.repeat) save(form);
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    const form = event.detail.elt;
    if (!form.matches("form[data-editor]")) return;
    if (pending.has(form)) {
      again.add(form);
      event.preventDefault();
      return;
    }
    pending.set(form, new Map(controls(form).map((control) => [control, valueOf(control)])));
    form.querySelectorAll("[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
    faulty = null;
    say("正在保存…", "busy");
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const form = event.detail.elt;
    if (!form.matches("form[data-editor]") || !pending.has(form)) return;
    const sent = pending.get(form);
    pending.delete(form);
    form.querySelectorAll("[type=submit]").forEach((button) => button.removeAttribute("aria-disabled"));
    finish(form, sent, event.detail.xhr);
    if (again.delete(form) && isDirty(form)) save(form);
  });

  function finish(form, sent, xhr) {
    if (xhr.status >= 200 && xhr.status < 300 && !window.fazhi.isSignInPage(xhr)) {
      sent.forEach((value, control) => keepAsSaved(control, value));
      form.dataset.lastSaved = "已保存 " + clock(xhr);
      form.dispatchEvent(new CustomEvent("fazhi:saved", { bubbles: true }));
      sayWhetherDirty(form);
      return;
    }
    again.delete(form);
    if (xhr.status === 409) say("没有保存，请先选定一份", "failed");
    else if (xhr.status === 422) say("没有保存，请改正标红处", "failed");
    else say("没有保存，文字仍在本页", "failed");
    if (xhr.status === 409 || xhr.status === 422) faulty = form;
  }

  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.matches("[data-editor]")) sayWhetherDirty(form);
  });

  window.addEventListener("beforeunload", function (event) {
    if (!editors().some((form) => isDirty(form))) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // ---------- Fields grow with their text ----------

  function grow(area) {
    if (area.value.length > LONGEST_GROWN || !area.offsetParent) return;
    const top = window.scrollY;
    area.style.height = "auto";
    area.style.height = area.scrollHeight + area.offsetHeight - area.clientHeight + "px";
    if (window.scrollY !== top) window.scrollTo(window.scrollX, top);
  }

  const growAll = () => document.querySelectorAll("textarea[data-grow], form[data-editor] textarea").forEach(grow);

  document.addEventListener("input", function (event) {
    if (event.target.matches("textarea[data-grow], form[data-editor] textarea")) grow(event.target);
  });
  document.addEventListener("DOMContentLoaded", growAll);
  document.addEventListener("htmx:afterSettle", growAll);
  window.addEventListener("resize", growAll);

  document.addEventListener("htmx:afterSettle", function () {
    const first = faulty && faulty.querySelector(".conflict, .is-invalid, .invalid-feedback");
    faulty = null;
    if (first) first.scrollIntoView({ block: "center" });
  });

  // ---------- Two people on one block (_conflict.html): only a choice takes over the other's version ----------
  // A block of items has no single field to put the other's text into: theirs comes by opening the page again.

  const fieldOf = (conflict) => document.getElementById(conflict.dataset.field);

  document.addEventListener("htmx:afterSettle", function () {
    document.querySelectorAll("[data-conflict]").forEach(function (conflict) {
      const field = fieldOf(conflict);
      conflict.querySelector("[data-conflict-keep=both]").hidden = !field || !field.matches("textarea");
    });
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-conflict-keep]");
    if (!button) return;
    const conflict = button.closest("[data-conflict]");
    const area = fieldOf(conflict);
    const isText = Boolean(area) && area.matches("textarea");
    if (button.dataset.conflictKeep === "theirs" && !isText) {
      location.reload();
      return;
    }
    const theirs = conflict.querySelector("[data-conflict-theirs]").textContent;
    if (button.dataset.conflictKeep === "theirs") area.value = theirs;
    if (button.dataset.conflictKeep === "both") area.value = area.value.trimEnd() + "\n" + theirs;
    document.getElementById(conflict.dataset.versionField).value = conflict.dataset.version;
    conflict.replaceChildren();
    conflict.classList.remove("conflict");
    if (!area) return;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });

  document.addEventListener("DOMContentLoaded", () => editors().forEach((form) => isDirty(form) && sayWhetherDirty(form)));
})();
