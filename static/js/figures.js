/* The grid of figures, like a spreadsheet: Enter and the arrows walk, Escape brings the cell back, a block copied out
   of Excel pastes downwards, Shift with an arrow picks several cells and Ctrl+C copies them. What was understood of a
   cell, its change against last year and ratios made of other cells show at once; the server decides.
   Row: <tr data-figure="RV02" data-unit="件" [data-ratio] [data-numerator="LE22" data-denominator="LE21"]> with
   input[data-figure-value], [data-not-applicable], [data-understood], [data-last-year="120"] and [data-change]. */
(function () {
  "use strict";

  const CELL = "[data-figure-grid] input:not([type=checkbox]):not([type=hidden])";
  const before = new WeakMap(); // field -> its value when it got the focus
  let pasted = null; // what the last paste replaced, until something is typed: [[field, value], …]
  let picked = null; // the corner cells of a picked block: {from, to}

  // ---------- What a row says ----------

  const fieldOf = (row) => row.querySelector("[data-figure-value]");
  const boxOf = (row) => row.querySelector("[data-not-applicable]");

  function reading(row) {
    const field = fieldOf(row);
    const box = boxOf(row);
    if (!field) {
      const shown = row.querySelector("[data-fixed] [id^=shown-]");
      return window.fazhi.readFigure(shown && shown.textContent !== "未填" ? shown.textContent : "", row.dataset.unit);
    }
    if (box && box.checked) return { state: "none", text: "不适用" };
    return row.hasAttribute("data-ratio") ? window.fazhi.readRatio(field.value) : window.fazhi.readFigure(field.value, row.dataset.unit);
  }

  const decimals = (value) => (String(value).split(".")[1] || "").length;
  const signed = (words) => (words.startsWith("-") ? "−" + words.slice(1) : "+" + words);

  function changeWords(now, last, unit) {
    const places = Math.max(decimals(now), decimals(last));
    const difference = (now - last).toFixed(places);
    if (Number(difference) === 0) return ["持平", ""];
    if (unit === "%") return [signed(difference), "个百分点"];
    if (last === 0) return [signed(difference), ""];
    const rate = String(Number((((now - last) / last) * 100).toFixed(2)));
    return [signed(difference), signed(rate) + "%"];
  }

  function showChange(row, found) {
    const place = row.querySelector("[data-change]");
    const last = row.querySelector("[data-last-year]");
    if (!place || !last) return;
    place.replaceChildren();
    if (found.state !== "number" || last.dataset.lastYear === "") return;
    const [difference, rate] = changeWords(Number(found.text), Number(last.dataset.lastYear), row.dataset.unit);
    const small = document.createElement("small");
    small.textContent = rate;
    place.append(difference, small);
  }

  function showFault(row, sentence) {
    const place = document.getElementById("error-figure-" + row.dataset.figure);
    if (!place) return;
    const told = place.querySelector("[data-preview]");
    fieldOf(row).classList.toggle("is-invalid", Boolean(sentence));
    if (!sentence) {
      place.replaceChildren();
      return;
    }
    const words = told || document.createElement("p");
    words.className = "invalid-feedback";
    words.dataset.preview = "1";
    words.textContent = sentence;
    place.replaceChildren(words);
  }

  function showRow(row) {
    const field = fieldOf(row);
    const box = boxOf(row);
    if (field && box && !box.disabled) field.disabled = box.checked;
    const found = reading(row);
    row.classList.toggle("is-not-applicable", found.state === "none");
    showChange(row, found);
    const hint = row.querySelector("[data-understood]");
    if (hint) hint.textContent = field && !field.disabled && found.understood ? found.understood : "";
  }

  // ---------- Ratios made of other cells ----------

  function sumOf(codes) {
    let sum = 0;
    let filled = 0;
    for (const code of codes.split(" ")) {
      const row = document.querySelector('tr[data-figure="' + code + '"]');
      const found = row ? reading(row) : { state: "blank" };
      if (found.state === "blank" || found.state === "fault") return null;
      if (found.state === "number") {
        sum += Number(found.text);
        filled += 1;
      }
    }
    return filled ? sum : "none";
  }

  function showRatios() {
    document.querySelectorAll("tr[data-numerator]").forEach(function (row) {
      const shown = row.querySelector("[id^=shown-]");
      if (!shown) return;
      const top = sumOf(row.dataset.numerator);
      const bottom = sumOf(row.dataset.denominator);
      if (top === null || bottom === null) shown.textContent = "未填";
      else shown.textContent = top === "none" || bottom === "none" || bottom === 0 ? "不适用" : window.fazhi.percentOf(top, bottom);
      showChange(row, reading(row));
    });
  }

  function tell(row) {
    const found = reading(row);
    const value = found.state === "fault" ? fieldOf(row).value.trim() : found.text;
    document.dispatchEvent(new CustomEvent("fazhi:figure", { detail: { code: row.dataset.figure, value: value } }));
  }

  // ---------- Walking ----------

  const gridOf = (field) => field.closest("[data-figure-grid]");
  const rowsOf = (grid) => Array.from(grid.querySelectorAll("tr[data-figure]"));
  const inputIn = (row, index) => row.cells[index] && row.cells[index].querySelector("input:not([type=checkbox]):not([type=hidden])");
  const canType = (field) => Boolean(field) && !field.disabled && !field.readOnly;

  function go(field) {
    if (!field) return;
    field.focus();
    field.select();
    field.scrollIntoView({ block: "nearest" });
  }

  function beside(field, step) {
    const row = field.closest("tr");
    const fields = Array.from(row.querySelectorAll("input:not([type=checkbox]):not([type=hidden])")).filter(canType);
    return fields[fields.indexOf(field) + step];
  }

  function below(field, step) {
    const index = field.closest("td").cellIndex;
    const rows = rowsOf(gridOf(field));
    for (let place = rows.indexOf(field.closest("tr")) + step; place >= 0 && place < rows.length; place += step) {
      const found = inputIn(rows[place], index);
      if (canType(found)) return found;
    }
    return null;
  }

  function atEdge(field, step) {
    if (field.selectionStart !== field.selectionEnd) return field.selectionEnd - field.selectionStart === field.value.length;
    return step < 0 ? field.selectionStart === 0 : field.selectionEnd === field.value.length;
  }

  function stepOf(event) {
    if (event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey)) return [below, 1];
    if (event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey)) return [below, -1];
    if (event.key === "ArrowRight" && atEdge(event.target, 1)) return [beside, 1];
    if (event.key === "ArrowLeft" && atEdge(event.target, -1)) return [beside, -1];
    return null;
  }

  document.addEventListener("keydown", function (event) {
    const field = event.target;
    if (event.isComposing || !field.matches(CELL)) return;
    if (event.key === "Escape") return bringBack(field, event);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && pasted) return takeBackPaste(event);
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.shiftKey && event.key.startsWith("Arrow")) return pickFurther(field, event);
    const step = stepOf(event);
    if (!step) return;
    event.preventDefault();
    unpick();
    go(step[0](field, step[1]));
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.matches(CELL)) before.set(event.target, event.target.value);
  });

  document.addEventListener("fazhi:saved", function () {
    if (document.activeElement.matches(CELL)) before.set(document.activeElement, document.activeElement.value);
  });

  function put(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function bringBack(field, event) {
    const value = before.get(field);
    if (value === undefined || value === field.value) return unpick();
    event.preventDefault();
    put(field, value);
    field.select();
  }

  // ---------- Picking several cells and copying them ----------

  const columnsOf = (grid) => (rowsOf(grid).some((row) => row.cells[1]) ? [1, 4] : []);

  function pickFurther(field, event) {
    const grid = gridOf(field);
    const rows = rowsOf(grid);
    const columns = columnsOf(grid);
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (sideways && !picked) return; // picks characters, as everywhere
    const start = [rows.indexOf(field.closest("tr")), columns.indexOf(field.closest("td").cellIndex)];
    const now = picked && picked.grid === grid ? picked : { grid: grid, from: start, to: start };
    const step = event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1;
    const to = sideways ? [now.to[0], now.to[1] + step] : [now.to[0] + step, now.to[1]];
    if (!rows[to[0]] || columns[to[1]] === undefined) return;
    event.preventDefault();
    picked = { grid: grid, from: now.from, to: to };
    showPicked();
  }

  function pickedCells() {
    const rows = rowsOf(picked.grid);
    const columns = columnsOf(picked.grid);
    const [top, bottom] = [picked.from[0], picked.to[0]].sort((a, b) => a - b);
    const [left, right] = [picked.from[1], picked.to[1]].sort((a, b) => a - b);
    return rows.slice(top, bottom + 1).map((row) => columns.slice(left, right + 1).map((index) => row.cells[index]));
  }

  function showPicked() {
    document.querySelectorAll(".is-picked").forEach((cell) => cell.classList.remove("is-picked"));
    if (picked) pickedCells().forEach((row) => row.forEach((cell) => cell.classList.add("is-picked")));
  }

  function unpick() {
    if (!picked) return;
    picked = null;
    showPicked();
  }

  function textOf(cell) {
    const field = cell.querySelector("input:not([type=checkbox]):not([type=hidden])");
    const box = cell.querySelector("[data-not-applicable]");
    if (box && box.checked) return "不适用";
    const shown = cell.querySelector("[id^=shown-]");
    return field ? field.value : (shown || cell).textContent.trim().replace(/^未填$/, "");
  }

  document.addEventListener("copy", function (event) {
    if (!picked) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", pickedCells().map((row) => row.map(textOf).join("\t")).join("\n"));
  });

  document.addEventListener("mousedown", function (event) {
    if (!event.shiftKey) unpick();
  });

  // ---------- Pasting a block ----------

  /* Excel puts a cell that holds a line end, a tab or a quotation mark into quotation marks. */
  function tableOf(text) {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      const row = rows[rows.length - 1];
      if (quoted && sign === '"' && text[at + 1] === '"') {
        row[row.length - 1] += sign;
        at += 1;
      } else if (sign === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
      else if (sign === "\t" && !quoted) row.push("");
      else if (sign === "\n" && !quoted) rows.push([""]);
      else row[row.length - 1] += sign === "\n" ? " " : sign;
    }
    return rows;
  }

  function pasteBlock(field, table) {
    const grid = gridOf(field);
    const rows = rowsOf(grid);
    const columns = columnsOf(grid);
    const top = rows.indexOf(field.closest("tr"));
    const left = columns.indexOf(field.closest("td").cellIndex);
    const told = { closed: 0, rows: Math.max(0, table.length - (rows.length - top)), columns: 0 };
    const replaced = [];
    table.slice(0, rows.length - top).forEach(function (cells, down) {
      told.columns = Math.max(told.columns, cells.length - (columns.length - left));
      cells.slice(0, columns.length - left).forEach(function (text, across) {
        const row = rows[top + down];
        const target = inputIn(row, columns[left + across]);
        if (!target || target.readOnly) {
          if (across === 0) told.closed += 1;
          return;
        }
        const box = across + left === 0 ? boxOf(row) : null;
        if (box && box.checked) {
          box.checked = false;
          target.disabled = false;
        }
        replaced.push([target, target.value]);
        put(target, text.trim());
      });
    });
    pasted = replaced;
    return told;
  }

  function tellOfPaste(grid, told, count) {
    const words = ["粘贴了" + count + "格"];
    if (told.closed) words.push("有" + told.closed + "行不在这里填写，没有改动");
    if (told.rows) words.push("多出的" + told.rows + "行放不下，没有粘贴");
    if (told.columns > 0) words.push("右边多出的" + told.columns + "列没有粘贴");
    say(grid, words.join("；") + "。按Ctrl+Z可以撤销。");
  }

  function say(grid, words) {
    const place = grid.parentElement.querySelector("[data-grid-told]");
    if (place) place.textContent = words;
  }

  document.addEventListener("paste", function (event) {
    const field = event.target;
    if (!field.matches || !field.matches(CELL)) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    unpick();
    const told = pasteBlock(field, tableOf(text));
    tellOfPaste(gridOf(field), told, pasted.length);
  });

  function takeBackPaste(event) {
    event.preventDefault();
    const grid = gridOf(event.target);
    const replaced = pasted;
    pasted = null;
    replaced.forEach(([field, value]) => put(field, value));
    say(grid, "已撤销刚才的粘贴。");
  }

  // ---------- Following what is typed ----------

  function changed(event) {
    if (!event.target.matches("[data-figure-value], [data-not-applicable], " + CELL)) return;
    if (event.isTrusted) pasted = null;
    if (!event.target.matches("[data-figure-value], [data-not-applicable]")) return;
    const row = event.target.closest("tr");
    showRow(row);
    showRatios();
    tell(row);
    if (!event.isTrusted || row.querySelector("[data-preview]")) showFault(row, reading(row).fault);
  }

  /* A word for 不适用 ticks the box where there is one; what cannot be read is told when one leaves the cell. */
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-figure-value]")) return;
    const row = event.target.closest("tr");
    const found = reading(row);
    const box = boxOf(row);
    if (box && found.state === "none" && !box.checked && !row.hasAttribute("data-ratio")) {
      event.target.value = "";
      box.checked = true;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    showFault(row, found.fault);
  });

  function showAll() {
    document.querySelectorAll("tr[data-figure]").forEach(showRow);
  }

  document.addEventListener("input", changed);
  document.addEventListener("DOMContentLoaded", showAll);
  document.addEventListener("htmx:afterSettle", showAll);
})();
