/* 逐段核对: a row goes to a place by its select or by dragging; what changes is shown at once and sent in one field. */
(function () {
  "use strict";

  const sheet = document.querySelector("[data-placing]");
  if (!sheet) return;
  const form = sheet.closest("form");
  const rows = Array.from(sheet.querySelectorAll("[data-row]"));
  const side = sheet.querySelector(".placing__side");
  const NO_LEVEL = 9;
  const OWN_TONE = "9";
  const STATES = { check: "请核对", likely: "较有把握", sure: "确定", chosen: "已选定" };
  const TAKES_ALONG = /^(heading|body|attachment|nowhere)/;
  const picked = new Map(rows.map((row) => [row, menu(row).value]));
  const tones = {};
  let undone = [];
  let isChanged = false;

  function menu(row) {
    return row.querySelector("select");
  }

  function target(code) {
    return side.querySelector('[data-drop="' + code + '"]');
  }

  function ownHeading(row) {
    return "heading:+" + row.dataset.row;
  }

  function offers(row, code) {
    return Array.from(menu(row).options).some((option) => option.value === code);
  }

  // ---------- Showing: colours, counts, what is still open ----------

  side.querySelectorAll("[data-drop]").forEach(function (place) {
    tones[place.dataset.drop] = place.closest("[data-tone]").dataset.tone;
  });

  function paint(row) {
    row.className = row.className.replace(/tone-\d+/, "tone-" + (tones[menu(row).value] || OWN_TONE));
    row.querySelector("[data-sureness]").textContent = STATES[row.dataset.state];
    row.querySelector("[data-why]").textContent = "";
  }

  function count() {
    const counts = {};
    const parts = {};
    rows.forEach(function (row) {
      const pieces = menu(row).value.split(":");
      const code = pieces[0] === "heading" && pieces[1][0] === "+" ? "body:" + pieces[1] : menu(row).value;
      counts[code] = (counts[code] || 0) + 1;
      if (pieces[1]) parts[pieces[1]] = true;
    });
    side.querySelectorAll("[data-tone]").forEach(function (group) {
      let sum = 0;
      group.querySelectorAll("[data-drop]").forEach(function (place) {
        const number = counts[place.dataset.drop] || 0;
        place.querySelector("[data-count]").textContent = number || "";
        sum += number;
      });
      group.querySelector("[data-group-count]").textContent = sum;
    });
    side.querySelectorAll("[data-keys]").forEach(function (part) {
      part.classList.toggle("is-lacking", !part.dataset.keys.split(" ").some((key) => parts[key]));
    });
    showOpen(counts.nowhere || 0);
  }

  function showOpen(leftOut) {
    const unsure = rows.filter((row) => row.dataset.state === "check").length;
    side.querySelector("[data-unsure]").textContent = unsure;
    side.querySelector("[data-next]").hidden = unsure === 0;
    const left = side.querySelector("[data-left-out]");
    left.hidden = leftOut === 0;
    left.querySelector("b").textContent = leftOut;
  }

  function say(words, canUndo) {
    side.querySelector("[data-said]").textContent = words;
    side.querySelector("[data-undo]").hidden = !canUndo;
  }

  // ---------- Placing ----------

  /* A new part outside the template: every select and the list learn its name. */
  function openPart(row) {
    const code = "body:+" + row.dataset.row;
    if (target(code)) return;
    const words = row.querySelector(".place-row__lead") || row.querySelector(".place-row__text");
    const text = words.textContent.trim().replace(/。$/, "");
    const name = text.length > 17 ? text.slice(0, 16) + "…" : text;
    rows.forEach(function (other) {
      const own = Array.from(menu(other).options).find((option) => option.value === ownHeading(other));
      if (own) own.before(new Option(name, code));
      else menu(other).add(new Option(name, code));
    });
    const place = target("heading:+0").cloneNode(true);
    place.dataset.drop = code;
    place.classList.remove("place-group__place--heading", "is-target");
    place.firstElementChild.textContent = name;
    target("heading:+0").before(place);
  }

  function put(row, code) {
    undone.push([row, picked.get(row), row.dataset.state, row.querySelector("[data-why]").textContent]);
    menu(row).value = code;
    picked.set(row, code);
    row.dataset.state = "chosen";
    paint(row);
  }

  function flash(moved) {
    sheet.querySelectorAll(".is-moved").forEach((row) => row.classList.remove("is-moved"));
    void sheet.offsetWidth; // starts the flash anew
    moved.forEach((row) => row.classList.add("is-moved"));
  }

  /* What goes along: below a heading all up to the next of its level, below a paragraph those that only follow it. */
  function below(row) {
    const level = Number(row.dataset.level);
    const isHeading = level < NO_LEVEL;
    const isBelow = (other) => Number(other.dataset.level) > level && /^(body|nowhere)/.test(menu(other).value);
    const isLed = (other) => other.hasAttribute("data-follows") && menu(other).value === picked.get(row);
    const found = [];
    for (const other of rows.slice(rows.indexOf(row) + 1)) {
      if (!(isHeading ? isBelow(other) : isLed(other))) break;
      found.push(other);
    }
    return found;
  }

  /* Below the heading of a part the text goes to the part's first block. */
  function codeBelow(code) {
    if (!code.startsWith("heading:")) return code;
    const section = code.split(":")[1];
    if (section[0] === "+") return "body:" + section;
    return target(code).closest("[data-tone]").querySelector('[data-drop^="body:"]').dataset.drop;
  }

  function choose(row, wanted) {
    const code = wanted === "heading:+0" ? ownHeading(row) : wanted;
    if (!offers(row, code)) {
      menu(row).value = picked.get(row);
      say("第" + row.dataset.row + "段不能放到这里。", false);
      return;
    }
    undone = [];
    if (code === ownHeading(row)) openPart(row);
    const along = row.querySelector("[name=along]");
    const takesAlong = along && along.checked && TAKES_ALONG.test(code);
    const followers = takesAlong ? below(row).filter((other) => offers(other, codeBelow(code))) : [];
    put(row, code);
    followers.forEach((other) => put(other, codeBelow(code)));
    flash([row].concat(followers));
    isChanged = true;
    const label = menu(row).selectedOptions[0].textContent;
    const more = followers.length ? "及其后" + followers.length + "段" : "";
    say("第" + row.dataset.row + "段" + more + "放到“" + label + "”。", true);
    count();
  }

  function undo() {
    undone.reverse().forEach(function ([row, code, state, why]) {
      menu(row).value = code;
      picked.set(row, code);
      row.dataset.state = state;
      paint(row);
      row.querySelector("[data-why]").textContent = why;
    });
    undone = [];
    say("已撤销。", false);
    count();
  }

  sheet.addEventListener("change", function (event) {
    if (event.target.matches("select")) choose(event.target.closest("[data-row]"), event.target.value);
  });

  sheet.addEventListener("click", function (event) {
    if (event.target.closest("[data-undo]")) undo();
    if (event.target.closest("[data-next]")) jump(1);
    if (event.target.closest("[data-ok]")) {
      const row = event.target.closest("[data-row]");
      undone = [];
      put(row, menu(row).value);
      flash([row]);
      isChanged = true;
      say("第" + row.dataset.row + "段核对无误。", true);
      count();
      menu(row).focus();
    }
  });

  // ---------- j and k: the next and the last row that asks to be looked at ----------

  function jump(step) {
    const open = rows.filter((row) => row.dataset.state === "check");
    if (!open.length) {
      say("没有要核对的段落了。", false);
      return;
    }
    const here = rows.indexOf(document.activeElement.closest("[data-row]"));
    const ahead = open.filter((row) => (step > 0 ? rows.indexOf(row) > here : here > rows.indexOf(row)));
    const next = step > 0 ? ahead[0] || open[0] : ahead[ahead.length - 1] || open[open.length - 1];
    const close = side.querySelector(".sheet__close");
    if (close && side.classList.contains("is-open")) close.click();
    menu(next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key !== "j" && event.key !== "k") return;
    event.preventDefault();
    jump(event.key === "j" ? 1 : -1);
  });

  // ---------- Dragging ----------

  let drag = null;

  function over(event) {
    const element = document.elementFromPoint(event.clientX, event.clientY);
    return element && element.closest("[data-drop]");
  }

  function follow(event) {
    const room = window.innerWidth - drag.ghost.offsetWidth - 4;
    const left = Math.max(4, Math.min(event.clientX + 12, room));
    drag.ghost.style.transform = "translate(" + left + "px," + (event.clientY + 14) + "px)";
    const box = side.getBoundingClientRect();
    if (event.clientX > box.left && event.clientY < box.top + 40) side.scrollTop -= 14;
    if (event.clientX > box.left && event.clientY > box.bottom - 40) side.scrollTop += 14;
    if (drag.target) drag.target.classList.remove("is-target");
    drag.target = over(event);
    if (drag.target) drag.target.classList.add("is-target");
  }

  function drop(isKept) {
    if (!drag) return;
    const { row, ghost, target: place } = drag;
    drag = null;
    ghost.remove();
    document.body.classList.remove("is-dragging");
    if (place) place.classList.remove("is-target");
    if (place && isKept) choose(row, place.dataset.drop);
  }

  sheet.addEventListener("pointerdown", function (event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    const row = grip.closest("[data-row]");
    const ghost = document.createElement("div");
    ghost.className = "place-ghost";
    ghost.textContent = row.querySelector(".place-row__text").textContent.trim().slice(0, 40);
    document.body.append(ghost);
    document.body.classList.add("is-dragging");
    drag = { row: row, ghost: ghost, target: null };
    grip.setPointerCapture(event.pointerId);
    follow(event);
  });
  sheet.addEventListener("pointermove", (event) => drag && follow(event));
  sheet.addEventListener("pointerup", () => drop(true));
  sheet.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && drop(false));

  // ---------- Sending: only what was chosen, in one field ----------

  function chosen() {
    const said = rows.filter((row) => row.dataset.state === "chosen" || menu(row).value !== row.dataset.proposed);
    return said.map((row) => row.dataset.row + "=" + menu(row).value).join(";");
  }

  form.addEventListener("submit", function () {
    isChanged = false;
    let field = form.querySelector("[name=places]");
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "places";
      form.append(field);
    }
    field.value = chosen();
    sheet.querySelectorAll("select, [name=along]").forEach(function (control) {
      control.disabled = true;
    });
  });

  window.addEventListener("pageshow", function () {
    sheet.querySelectorAll("select, [name=along]").forEach(function (control) {
      control.disabled = false;
    });
  });

  window.addEventListener("beforeunload", function (event) {
    if (isChanged) event.preventDefault();
  });

  sheet.classList.add("is-live");
  count();
})();
