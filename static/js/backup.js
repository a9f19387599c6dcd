/* A copy of unsaved text in the browser, offered back after a crash or an expired session.
   <textarea data-backup-key="u12:report-5:enforcement">: the key names the user, so that nobody is offered another's text.
   A page reached by a plain form that has been accepted says <meta data-backup-done="key">. */
(function () {
  "use strict";

  const PREFIX = "fazhi:";
  const LONGEST_KEPT = 60 * 24 * 60 * 60 * 1000;
  const WAIT = 400; // milliseconds after the last keystroke
  const waiting = new WeakMap();

  const plain = (text) => text.replace(/\r\n?/g, "\n");

  // While an older copy is on offer, new typing goes to a second place, so that neither overwrites the other.
  const place = (area) => PREFIX + area.dataset.backupKey + (area.dataset.backupOffered ? "~2" : "");

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch (fault) {
      return null;
    }
  }

  function write(area) {
    try {
      if (plain(area.value) === plain(area.defaultValue)) localStorage.removeItem(place(area));
      else localStorage.setItem(place(area), JSON.stringify({ text: area.value, at: Date.now() }));
    } catch (fault) {
      return; // full or switched off: the page and its warning before leaving remain
    }
  }

  function when(at) {
    const date = new Date(at);
    const time = String(date.getHours()).padStart(2, "0") + ":" + String(date.getMinutes()).padStart(2, "0");
    if (date.toDateString() === new Date().toDateString()) return time;
    return date.getMonth() + 1 + "月" + date.getDate() + "日 " + time;
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-quiet btn-sm";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function offer(area, key, copy) {
    const bar = document.createElement("div");
    bar.className = "notice notice--warn backup-offer";
    bar.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = "有未保存的文字（" + when(copy.at) + "，" + copy.text.length + "字）。";
    const settle = function () {
      bar.remove();
      localStorage.removeItem(key);
      delete area.dataset.backupOffered;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    };
    bar.append(
      words,
      button("恢复", function () {
        area.value = copy.text;
        settle();
      }),
      button("丢弃", settle)
    );
    area.dataset.backupOffered = "1";
    (area.closest(".marked") || area).before(bar);
  }

  function look(area) {
    if (area.dataset.backupSeen) return;
    area.dataset.backupSeen = "1";
    [place(area), place(area) + "~2"].forEach(function (key) {
      const copy = read(key);
      if (!copy) return;
      if (plain(copy.text) === plain(area.value) || Date.now() - copy.at > LONGEST_KEPT) localStorage.removeItem(key);
      else if (!area.disabled && !area.readOnly) offer(area, key, copy);
    });
  }

  function lookAll() {
    document.querySelectorAll("[data-backup-done]").forEach(function (done) {
      localStorage.removeItem(PREFIX + done.dataset.backupDone);
      localStorage.removeItem(PREFIX + done.dataset.backupDone + "~2");
    });
    document.querySelectorAll("textarea[data-backup-key]").forEach(look);
    const first = document.querySelector(".backup-offer:not([data-shown])");
    if (!first) return;
    first.dataset.shown = "1";
    history.scrollRestoration = "manual";
    first.scrollIntoView({ block: "center" });
  }

  document.addEventListener("input", function (event) {
    const area = event.target;
    if (!area.matches("textarea[data-backup-key]")) return;
    clearTimeout(waiting.get(area));
    waiting.set(area, setTimeout(write, WAIT, area));
  });

  document.addEventListener("fazhi:saved", function (event) {
    event.target.querySelectorAll("textarea[data-backup-key]").forEach(function (area) {
      clearTimeout(waiting.get(area));
      write(area);
    });
  });

  window.addEventListener("pagehide", function () {
    document.querySelectorAll("textarea[data-backup-key]").forEach((area) => waiting.has(area) && write(area));
  });
  document.addEventListener("DOMContentLoaded", lookAll);
  document.addEventListener("htmx:afterSettle", lookAll);
})();
