/* What every page needs: menus, sheets on a phone, one submission per press, the keyboard of the review desk. */
(function () {
  "use strict";

  // ---------- Menus: <details data-menu> close on a click elsewhere and on Escape ----------

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    closeSheet();
  });

  // ---------- The page head may take two lines; what sticks below it follows its height ----------

  const head = document.querySelector(".page-head");
  if (head && window.ResizeObserver) {
    new ResizeObserver(function () {
      const height = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
      document.documentElement.style.setProperty("--head-height", height + "px");
    }).observe(head);
  }

  // ---------- Sheets: a button with data-sheet="id" opens the panel of that id on a phone ----------

  function closeSheet() {
    const sheet = document.querySelector(".sheet.is-open");
    if (!sheet) return;
    sheet.classList.remove("is-open");
    const button = document.querySelector('[data-sheet="' + sheet.id + '"][aria-expanded="true"]');
    if (!button) return;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  function openSheet(button) {
    const sheet = document.getElementById(button.dataset.sheet);
    if (!sheet.querySelector(".sheet__close")) {
      const close = document.createElement("button");
      close.type = "button";
      close.className = "sheet__close";
      close.textContent = "收起";
      close.addEventListener("click", closeSheet);
      sheet.prepend(close);
    }
    sheet.classList.add("is-open");
    button.setAttribute("aria-expanded", "true");
    sheet.querySelector(".sheet__close").focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-sheet]");
    if (!button) return;
    if (button.getAttribute("aria-expanded") === "true") closeSheet();
    else openSheet(button);
  });

  // ---------- One submission per press (downloads: data-repeatable on the form) ----------

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute("hx-post") || "repeatable" in form.dataset) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });

  // ---------- Printing the page: a button with data-print ----------

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });

  // ---------- Review desk: j and k move, Enter opens, space selects ----------

  const links = () => Array.from(document.querySelectorAll("[data-desk] [data-row-link]"));

  function moveInDesk(step) {
    const all = links();
    if (!all.length) return;
    const row = document.activeElement.closest("[data-desk] tr");
    const here = row ? all.findIndex((link) => row.contains(link)) : -1;
    const next = here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step));
    all[next].focus();
    all[next].closest("tr").scrollIntoView({ block: "nearest" });
  }

  function selectInDesk() {
    const row = document.activeElement.closest("[data-desk] tr");
    const box = row && row.querySelector("[data-select]");
    if (!box || box.disabled) return false;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  const typing = (element) => element.matches("textarea, select, input:not([type=checkbox]), [contenteditable]");

  document.addEventListener("keydown", function (event) {
    if (!document.querySelector("[data-desk]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || typing(event.target)) return;
    if (event.key === "j") moveInDesk(1);
    else if (event.key === "k") moveInDesk(-1);
    else if (event.key === " " && document.activeElement.matches("[data-row-link]")) {
      if (selectInDesk()) event.preventDefault();
    }
  });

  // ---------- Selecting many: [data-select] boxes, [data-select-all], a bar [data-bulk] with [data-bulk-count] ----------

  function showSelection() {
    const bar = document.querySelector("[data-bulk]");
    if (!bar) return;
    const boxes = Array.from(document.querySelectorAll("[data-select]:not(:disabled)"));
    const chosen = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr").classList.toggle("is-selected", box.checked));
    const all = document.querySelector("[data-select-all]");
    if (all) {
      all.checked = boxes.length > 0 && chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
    }
    bar.hidden = chosen.length === 0;
    bar.querySelectorAll("[data-bulk-count]").forEach(function (place) {
      place.textContent = chosen.length;
    });
  }

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-select-all]")) {
      document.querySelectorAll("[data-select]:not(:disabled)").forEach(function (box) {
        box.checked = event.target.checked;
      });
    }
    if (event.target.matches("[data-select-all], [data-select]")) showSelection();
  });

  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-select-none]")) return;
    document.querySelectorAll("[data-select]").forEach(function (box) {
      box.checked = false;
    });
    showSelection();
  });

  window.addEventListener("pageshow", showSelection);
  document.addEventListener("htmx:afterSettle", showSelection);
})();
