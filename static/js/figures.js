/* The grid of figures: Enter and the arrows walk down a column, a column copied out of a table pastes downwards,
   the change against last year shows at once, 不适用 closes the number.
   Row: <tr data-figure="RV02" data-unit="件"> with input[data-figure-value], input[data-not-applicable],
   [data-last-year="120"] and [data-change]. */
(function () {
  "use strict";

  const WIDE = "０１２３４５６７８９．，－";
  const NARROW = "0123456789.,-";

  function numberOf(text) {
    const digits = Array.from(text || "", (each) => (WIDE.includes(each) ? NARROW[WIDE.indexOf(each)] : each))
      .join("")
      .replace(/[\s,%]/g, "");
    return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : null;
  }

  const decimals = (value) => (String(value).split(".")[1] || "").length;
  const signed = (words) => (words.startsWith("-") ? "−" + words.slice(1) : "+" + words);

  function changeWords(now, before, unit) {
    const places = Math.max(decimals(now), decimals(before));
    const difference = (now - before).toFixed(places);
    if (Number(difference) === 0) return ["持平", ""];
    if (unit === "%") return [signed(difference), "个百分点"];
    if (before === 0) return [signed(difference), ""];
    const rate = String(Number((((now - before) / before) * 100).toFixed(2)));
    return [signed(difference), signed(rate) + "%"];
  }

  function showChange(row) {
    const place = row.querySelector("[data-change]");
    const last = row.querySelector("[data-last-year]");
    const field = row.querySelector("[data-figure-value]");
    if (!place || !last || !field) return;
    const now = field.disabled ? null : numberOf(field.value);
    const before = numberOf(last.dataset.lastYear);
    place.replaceChildren();
    if (now === null || before === null) return;
    const [difference, rate] = changeWords(now, before, row.dataset.unit);
    const small = document.createElement("small");
    small.textContent = rate;
    place.append(difference, small);
  }

  function showRow(row) {
    const field = row.querySelector("[data-figure-value]");
    const box = row.querySelector("[data-not-applicable]");
    if (field && box && !box.disabled) field.disabled = box.checked;
    row.classList.toggle("is-not-applicable", Boolean(box && box.checked));
    showChange(row);
  }

  function tell(row) {
    const field = row.querySelector("[data-figure-value]");
    const box = row.querySelector("[data-not-applicable]");
    const value = box && box.checked ? "不适用" : field.value.trim();
    document.dispatchEvent(new CustomEvent("fazhi:figure", { detail: { code: row.dataset.figure, value: value } }));
  }

  // ---------- Walking and pasting down a column ----------

  function column(field) {
    const index = field.closest("td").cellIndex;
    return Array.from(field.closest("tbody").rows)
      .map((row) => row.cells[index] && row.cells[index].querySelector("input:not([type=checkbox])"))
      .filter((each) => each && (each === field || (!each.disabled && !each.readOnly)));
  }

  document.addEventListener("keydown", function (event) {
    const field = event.target;
    if (event.isComposing || !field.matches("[data-figure-grid] input:not([type=checkbox])")) return;
    const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
    const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    if (!(down || up) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const fields = column(field);
    const next = fields[fields.indexOf(field) + (down ? 1 : -1)];
    if (!next) return;
    next.focus();
    next.select();
  });

  document.addEventListener("paste", function (event) {
    const field = event.target;
    if (!field.matches("[data-figure-value]")) return;
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    if (lines.length < 2) return;
    event.preventDefault();
    const fields = column(field);
    const start = fields.indexOf(field);
    lines.forEach(function (line, index) {
      const target = fields[start + index];
      if (!target) return;
      target.value = line.split("\t")[0].trim();
      target.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  function changed(event) {
    if (!event.target.matches("[data-figure-value], [data-not-applicable]")) return;
    const row = event.target.closest("tr");
    showRow(row);
    tell(row);
  }

  const showAll = () => document.querySelectorAll("tr[data-figure]").forEach(showRow);

  document.addEventListener("input", changed);
  document.addEventListener("DOMContentLoaded", showAll);
  document.addEventListener("htmx:afterSettle", showAll);
})();
