/* What the proof-reader found: the list in the panel, the marks in the fields. The list comes into #findings after the page
   and after each save (templates/reports/checks/_findings.html), with #findings-data saying where the findings of this
   part stand in its stored words. "fazhi:findings" tells the document that they are there; walk.js goes through them. */
(function () {
  "use strict";

  const KEPT = "fazhi:severities-hidden";
  const SHOWN = 5000; // milliseconds
  const SELECTABLE = "#findings-form input[name=finding]";
  let findings = new Map(); // key -> finding of this part, in the order of the paper
  let parts = [];
  let repaired = new Set();
  let chosen = new Set(); // ticked boxes outlive a new list
  const folded = new Map(); // group -> open, as the person left it
  let isRead = false; // whether the last reading has come
  let hiding = 0;
  let asked = ""; // id of the form that a decision was sent from
  let hidden = new Set(read());

  const place = () => document.getElementById("findings");
  const marks = () => window.fazhi.marks;
  const card = () => window.fazhi.card;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) || [];
    } catch (fault) {
      return [];
    }
  }

  /** Tell a screen reader; `tell` shows it to everybody for a moment, where no card says it already. */
  function say(words) {
    const status = document.getElementById("findings-status");
    clearTimeout(hiding);
    if (!status) return;
    status.textContent = words;
    status.classList.add("visually-hidden");
  }

  function tell(words) {
    say(words);
    const status = document.getElementById("findings-status");
    if (!status) return;
    status.classList.remove("visually-hidden");
    hiding = setTimeout(() => status.classList.add("visually-hidden"), SHOWN);
  }

  // ---------- Where a finding stands in the form ----------

  /** The rows as they are stored: what was added or emptied since the last save is none of them. */
  function rowsOf(block) {
    const rows = Array.from(document.querySelectorAll('[data-items="' + block + '-rows"] [data-item-list] [data-item]'));
    return rows.filter((row) => row.querySelector("[name$='-heading']").defaultValue.trim());
  }

  function hostOf(spot) {
    const [block, row, field] = spot.split("|");
    if (field === "section_heading") return document.getElementById("id_heading") || document.querySelector(".paper-column__head");
    const text = document.getElementById("id_" + block + "-text");
    if (row === "") return (field && text) || document.getElementById("block-" + block);
    const found = rowsOf(block)[Number(row)];
    return (found && (field ? found.querySelector("[name$='-" + field + "']") : found)) || document.getElementById("block-" + block);
  }

  const isField = (element) => Boolean(element) && element.matches("textarea, input");

  function mark(sources) {
    marks().clear();
    const bySpot = new Map();
    findings.forEach(function (finding) {
      if (!finding.span) return;
      if (!bySpot.has(finding.place)) bySpot.set(finding.place, []);
      bySpot.get(finding.place).push(finding);
    });
    bySpot.forEach(function (group, spot) {
      const control = hostOf(spot);
      if (isField(control) && spot in sources) marks().put(control, sources[spot], group);
    });
  }

  // ---------- A new list has come ----------

  function take() {
    isRead = true;
    const data = document.getElementById("findings-data");
    const before = card() ? card().key() : 0;
    const { sources, findings: list, parts: all } = data ? JSON.parse(data.textContent) : { sources: {}, findings: [], parts: [] };
    findings = new Map(list.map((finding) => [finding.key, finding]));
    parts = all;
    repaired = new Set();
    if (card()) {
      mark(sources);
      answer(before);
    }
    show();
    showCounts();
    document.dispatchEvent(new CustomEvent("fazhi:findings"));
  }

  /** Say what a decision has come to, on the card if it was made there. */
  function answer(before) {
    const refused = place().querySelector("[data-findings-refused]");
    const told = place().querySelector("[data-findings-told]");
    if (before && findings.has(before) && refused && asked === "finding-decision") {
      card().refused(refused.textContent);
      refused.remove();
    } else if (before && !findings.has(before)) card().close();
    else if (before) marks().setCurrent(before);
    card().place();
    if (told) {
      tell(told.textContent);
      told.remove();
      chosen = new Set();
    }
    if (refused && refused.isConnected && place().hidden) window.fazhi.showTrouble(refused.textContent);
    asked = "";
  }

  // ---------- The list ----------

  function show() {
    const list = place();
    list.querySelectorAll("[data-findings-steps], [data-reasons-ready]").forEach((each) => (each.hidden = each.matches("[data-findings-steps]") && !findings.size));
    list.querySelectorAll("[data-findings-severity]").forEach((button) => button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.findingsSeverity))));
    list.querySelectorAll("[data-finding]").forEach((line) => (line.hidden = hidden.has(line.dataset.severity)));
    list.querySelectorAll("[data-findings-group]").forEach(function (group) {
      const kept = folded.get(group.dataset.findingsGroup);
      if (kept !== undefined) group.open = kept;
    });
    document.querySelectorAll(SELECTABLE).forEach((box) => (box.checked = chosen.has(box.value)));
    showChosen();
    showTouched();
    if (card()) marks().showOnly((key) => findings.has(key) && !hidden.has(findings.get(key).severity));
  }

  function showChosen() {
    const bar = place().querySelector("[data-findings-bar]");
    if (!bar) return;
    const boxes = Array.from(document.querySelectorAll(SELECTABLE)).filter((box) => box.checked);
    chosen = new Set(boxes.map((box) => box.value));
    bar.hidden = !boxes.length;
    bar.querySelector("[data-findings-chosen]").textContent = boxes.length + "处";
  }

  function showTouched() {
    if (!card()) return;
    repaired.forEach((key) => marks().find(key) && repaired.delete(key)); // undone
    place().querySelectorAll("[data-finding]").forEach(function (line) {
      const finding = findings.get(Number(line.dataset.finding));
      line.classList.toggle("is-touched", Boolean(finding) && !isLive(finding));
    });
  }

  /** Counts at the parts, at the tab and at the head; a save draws these anew, so they are put there again. */
  function showCounts() {
    let all = 0;
    parts.forEach(function (part) {
      const link = document.querySelector('.section-list [data-part="' + part.key + '"]');
      const words = part.counts.map(([, label, count]) => label + count + "处").join("，");
      const sum = part.counts.reduce((total, [, , count]) => total + count, 0);
      all += sum;
      if (link) count(link, sum, part.counts[0][0], "校核：" + words);
    });
    document.querySelectorAll(".section-list [data-part]").forEach(function (link) {
      if (!parts.some((part) => part.key === link.dataset.part)) count(link, 0);
    });
    const heaviest = ["error", "warning", "hint"].find((severity) => parts.some((part) => part.counts[0][0] === severity));
    document.querySelectorAll("#side-panel [data-tab=checks]").forEach((tab) => count(tab, all, heaviest));
    document.querySelectorAll("[data-findings-count]").forEach(function (badge) {
      badge.textContent = all;
      badge.hidden = !all;
      badge.className = "count count--" + heaviest;
    });
  }

  function count(link, number, severity, words) {
    let badge = link.querySelector(".count--checks");
    if (badge) badge.remove();
    if (!number) return;
    badge = document.createElement("span");
    badge.className = "count count--checks count--" + severity;
    badge.textContent = number;
    if (words) {
      badge.title = words;
      const hiddenWords = document.createElement("span");
      hiddenWords.className = "visually-hidden";
      hiddenWords.textContent = "处校核意见";
      badge.append(hiddenWords);
    }
    const end = link.querySelector(".count, .fullness");
    if (end) end.before(badge);
    else link.append(badge);
  }

  function showTab() {
    const panel = document.getElementById("side-panel");
    if (!panel || !panel.querySelector("[data-tab]")) return;
    place().hidden = !panel.querySelector("[data-tab=checks][aria-current]");
    panel.classList.toggle("is-tabs-only", !place().hidden);
  }

  // ---------- What still stands ----------

  const isLive = (finding) => !repaired.has(finding.key) && (!finding.span || Boolean(marks().find(finding.key)) || !isField(hostOf(finding.place)));
  const live = () => Array.from(findings.values()).filter((finding) => isLive(finding) && !hidden.has(finding.severity));

  function alike(finding) {
    return Array.from(findings.values()).filter((each) => each.code === finding.code && isLive(each));
  }

  // ---------- What is pressed ----------

  document.addEventListener("click", function (event) {
    const severity = event.target.closest("[data-findings-severity]");
    if (severity) toggle(severity.dataset.findingsSeverity);
    else if (event.target.closest("[data-findings-open]")) openTab(event);
  });

  function toggle(severity) {
    if (!hidden.delete(severity)) hidden.add(severity);
    sessionStorage.setItem(KEPT, JSON.stringify(Array.from(hidden)));
    show();
  }

  function openTab(event) {
    const tab = document.querySelector("#side-panel [data-tab=checks]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tab.click();
    if (window.matchMedia("(max-width: 767.98px)").matches) document.querySelector('[data-sheet="panel-sheet"]').click();
  }

  document.addEventListener("change", (event) => event.target.matches(SELECTABLE) && showChosen());
  document.addEventListener("toggle", (event) => event.target.matches("[data-findings-group]") && folded.set(event.target.dataset.findingsGroup, event.target.open), true);
  document.addEventListener("fazhi:marks", showTouched);
  document.addEventListener("fazhi:repaired", function (event) {
    event.detail.forEach((key) => repaired.add(key));
    showTouched();
    say(event.detail.length > 1 ? "已改" + event.detail.length + "处。" : "已改。");
  });

  document.addEventListener("htmx:beforeRequest", (event) => (asked = event.detail.elt.id === "finding-decision" ? "finding-decision" : asked));
  document.addEventListener("htmx:afterSettle", function (event) {
    if (!place()) return;
    if (event.detail.target === place()) take();
    else showCounts();
    showTab();
  });
  document.addEventListener("DOMContentLoaded", function () {
    if (place() && !place().hasAttribute("hx-get")) take(); // the page of findings has its list already
    // A reading that fails is no failed save: it is told where its list would be, and words are never in doubt.
    ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) =>
      place() && place().addEventListener(name, function (event) {
        if (event.detail.elt !== place()) return;
        event.stopPropagation();
        isRead = false;
        place().textContent = "校核没有完成。文字照常保存，下次保存后再校核。";
      }),
    );
  });

  window.fazhi.findings = {
    get: (key) => findings.get(key),
    parts: () => parts,
    part: () => place().dataset.part,
    live,
    alike,
    hostOf,
    isField,
    isRead: () => isRead,
    say,
    tell,
  };
})();
