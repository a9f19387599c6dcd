/* Marks at single characters of a textarea or an input: a mirror of its text lies over it, with the same letters in the
   same places, invisible but for the underlines. <div class="marked"> holds the control; the mirror is its last child.
   window.fazhi.marks is what findings.js, card.js and walk.js ask for; "fazhi:marks" tells the document that marks moved or went.
   A mark moves with the typing before it and goes as soon as its own words are touched: never under other words. */
(function () {
  "use strict";

  const COPIED = [
    "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontStretch", "fontKerning", "fontFeatureSettings", "fontVariantNumeric",
    "fontVariantEastAsian", "fontVariantLigatures", "letterSpacing", "wordSpacing", "lineHeight", "textIndent", "textAlign", "textRendering",
    "tabSize", "wordBreak", "lineBreak", "textSpacingTrim", "textAutospace",
    "paddingTop", "paddingLeft", "paddingBottom", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
  ];
  const WEIGHT = { error: 0, warning: 1, hint: 2 };
  const BLANK = /[\s\u0000-\u001f\u007f\u0085]/; // what saving may drop: ends of lines, blank lines, signs that no paper holds
  const fields = new Map(); // control -> {mirror, marks, pieces, value, base}; base is what a complete undo comes back to,
  // pieces are the stretches without marks
  let current = 0;
  let isShown = () => true;

  // ---------- From the stored words to the words in the field ----------

  /** Where each character of the stored words stands in the field, -1 for one that is no longer there. */
  function aligned(source, value) {
    const map = new Int32Array(source.length).fill(-1);
    let i = 0;
    for (let j = 0; i < source.length; i += 1, j += 1) {
      while (j < value.length && value[j] !== source[i] && BLANK.test(value[j])) j += 1;
      if (value[j] !== source[i]) break;
      map[i] = j;
    }
    const front = i ? map[i - 1] : -1;
    for (let k = source.length - 1, j = value.length - 1; k >= i; k -= 1, j -= 1) {
      while (j > front && value[j] !== source[k] && BLANK.test(value[j])) j -= 1;
      if (j <= front || value[j] !== source[k]) break;
      map[k] = j;
    }
    return map;
  }

  function placed(span, map, value, source) {
    if (!span) return null;
    const [from, to] = span;
    if (from === to) {
      const before = from ? map[from - 1] : -1;
      if (from && before < 0) return null;
      return { start: before + 1, end: before + 1 };
    }
    const start = map[from];
    const end = map[to - 1] + 1;
    if (start < 0 || end <= start) return null;
    const bare = (words) => words.replace(/\s/g, "");
    return bare(value.slice(start, end)) === bare(source.slice(from, to)) ? { start, end } : null;
  }

  function put(control, source, findings) {
    if (!control.closest(".marked")) return;
    const value = control.value;
    const map = aligned(source, value);
    const marks = [];
    findings.forEach(function (finding) {
      const span = placed(finding.span, map, value, source);
      const repair = placed(finding.repair, map, value, source);
      if (span) marks.push({ key: finding.key, severity: finding.severity, span, repair: repair && { ...repair, text: finding.text } });
    });
    const field = fields.get(control) || begin(control);
    field.marks = marks;
    field.value = value;
    field.base = { value, marks: marks.slice() };
    draw(control);
  }

  // ---------- While somebody types ----------

  function edit(old, now) {
    const most = Math.min(old.length, now.length);
    let front = 0;
    while (front < most && old[front] === now[front]) front += 1;
    let back = 0;
    while (back < most - front && old[old.length - 1 - back] === now[now.length - 1 - back]) back += 1;
    return { start: front, end: old.length - back, by: now.length - old.length };
  }

  function moved(span, { start, end, by }) {
    const isPoint = span.start === span.end;
    const isTouched = isPoint ? start <= span.start && span.start <= end : start < span.end && end > span.start;
    if (isTouched) return null;
    return span.start >= end ? { ...span, start: span.start + by, end: span.end + by } : span;
  }

  function follow(control) {
    const field = fields.get(control);
    if (!field || field.value === control.value) return;
    const change = edit(field.value, control.value);
    field.value = control.value;
    const before = field.marks.length;
    const isUndone = field.value === field.base.value;
    if (isUndone) field.marks = field.base.marks.slice();
    else
      field.marks = field.marks
        .map((mark) => ({ ...mark, span: moved(mark.span, change), repair: mark.repair && moved(mark.repair, change) }))
        .filter((mark) => mark.span);
    if (isUndone || field.marks.length < before || !typeAlong(field, change)) draw(control);
    document.dispatchEvent(new CustomEvent("fazhi:marks", { detail: control }));
  }

  document.addEventListener("input", (event) => follow(event.target));

  // ---------- The mirror ----------

  function begin(control) {
    const mirror = document.createElement("div");
    mirror.className = "marks";
    mirror.setAttribute("aria-hidden", "true");
    control.closest(".marked").append(mirror);
    const field = { mirror, marks: [], pieces: [], value: control.value, base: { value: "", marks: [] } };
    fields.set(control, field);
    if (window.ResizeObserver) new ResizeObserver(() => fit(control)).observe(control);
    control.addEventListener("scroll", () => scroll(control));
    return field;
  }

  function fit(control) {
    const { mirror } = fields.get(control);
    if (!control.isConnected || mirror.hidden) return;
    const style = getComputedStyle(control);
    COPIED.forEach((name) => name in style && (mirror.style[name] = style[name]));
    const bars = control.offsetWidth - control.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
    mirror.style.paddingRight = parseFloat(style.paddingRight) + Math.max(0, bars) + "px";
    mirror.style.width = control.offsetWidth + "px";
    mirror.style.height = control.offsetHeight + "px";
    mirror.style.top = control.offsetTop + "px";
    mirror.style.left = control.offsetLeft + "px";
    mirror.style.whiteSpace = control.matches("textarea") ? "pre-wrap" : "pre";
    scroll(control);
  }

  function scroll(control) {
    const { mirror } = fields.get(control);
    mirror.scrollTop = control.scrollTop;
    mirror.scrollLeft = control.scrollLeft;
  }

  /** Cut the text at every end of a mark; where marks lie on each other the heaviest shows. */
  function draw(control) {
    const field = fields.get(control);
    const shown = field.marks.filter((mark) => isShown(mark.key)).sort((one, other) => one.span.start - other.span.start);
    field.pieces = [];
    field.mirror.hidden = shown.length === 0;
    if (field.mirror.hidden) return field.mirror.replaceChildren();
    const cuts = new Set([0, field.value.length]);
    shown.forEach(({ span }) => cuts.add(span.start).add(span.end));
    const points = Array.from(cuts).sort((one, other) => one - other);
    const nodes = [];
    let next = 0;
    let over = [];
    points.forEach(function (from, index) {
      const here = [];
      for (; next < shown.length && shown[next].span.start === from; next += 1) (shown[next].span.end === from ? here : over).push(shown[next]);
      if (here.length) nodes.push(piece("", here, "marks__word marks__point"));
      over = over.filter(({ span }) => span.end > from);
      const to = points[index + 1];
      if (to === undefined) return;
      const words = field.value.slice(from, to);
      const node = over.length ? piece(words, over, "marks__word") : document.createTextNode(words);
      if (!over.length) field.pieces.push({ node, start: from, end: to });
      nodes.push(node);
    });
    field.mirror.replaceChildren(...nodes, "\u200b"); // so that a last empty line has its height
    fit(control);
  }

  /** Type along in a stretch without marks, which is most typing; false where marks have to be drawn anew. */
  function typeAlong(field, { start, end, by }) {
    const at = field.pieces.findIndex((stretch) => stretch.start <= start && end <= stretch.end);
    if (at < 0) return false;
    const stretch = field.pieces[at];
    stretch.end += by;
    stretch.node.data = field.value.slice(stretch.start, stretch.end);
    field.pieces.slice(at + 1).forEach(function (later) {
      later.start += by;
      later.end += by;
    });
    return true;
  }

  function piece(words, marks, look) {
    const heaviest = marks.reduce((one, other) => (WEIGHT[other.severity] < WEIGHT[one.severity] ? other : one));
    const made = document.createElement("span");
    made.className = look + " marks__word--" + heaviest.severity;
    made.classList.toggle("is-current", marks.some((mark) => mark.key === current));
    made.dataset.keys = marks.map((mark) => mark.key).join(" ");
    made.textContent = words;
    return made;
  }

  // ---------- What others ask ----------

  function find(key) {
    for (const [control, field] of fields) {
      const mark = control.isConnected && field.marks.find((each) => each.key === key);
      if (mark) return { control, ...mark };
    }
    return null;
  }

  /** The mark under the caret, the shortest of several. */
  function under(control) {
    const field = fields.get(control);
    if (!field || control.selectionStart !== control.selectionEnd) return 0;
    const caret = control.selectionStart;
    const here = field.marks.filter(({ key, span }) => isShown(key) && span.start <= caret && caret <= span.end);
    here.sort((one, other) => one.span.end - one.span.start - (other.span.end - other.span.start));
    return here.length ? here[0].key : 0;
  }

  function drop(key) {
    fields.forEach(function (field, control) {
      const left = field.marks.filter((mark) => mark.key !== key);
      if (left.length === field.marks.length) return;
      field.marks = left;
      draw(control);
    });
  }

  /** The pieces of a mark in the order of the text. */
  function elements(key) {
    return Array.from(document.querySelectorAll('.marks [data-keys~="' + key + '"]'));
  }

  function drawAll() {
    fields.forEach((field, control) => draw(control));
  }

  window.fazhi.marks = {
    put,
    find,
    under,
    drop,
    clear() {
      fields.forEach(function (field, control) {
        field.marks = [];
        field.base = { value: control.value, marks: [] };
        if (!control.isConnected) fields.delete(control);
      });
      drawAll();
    },
    setCurrent(key) {
      current = key;
      document.querySelectorAll(".marks .is-current").forEach((each) => each.classList.remove("is-current"));
      elements(key).forEach((each) => each.classList.add("is-current"));
    },
    showOnly(judge) {
      isShown = judge;
      drawAll();
    },
    elements,
  };
})();
