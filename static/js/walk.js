/* From one finding to the next: F8 and Shift+F8, 上一处 and 下一处, an entry of the list, a click on marked words.
   Goes through the part and then on to the next part that has any; what is unsaved is saved on the way. */
(function () {
  "use strict";

  let isFirst = true;
  let stepAfterSaving = 0;

  const editor = () => document.getElementById("editor");
  const marks = () => window.fazhi.marks;
  const card = () => window.fazhi.card;
  const found = () => window.fazhi.findings;

  function arrive() {
    const named = /^#finding-(\d+)$/.exec(location.hash);
    if (!named) return;
    if (found().get(Number(named[1]))) go(Number(named[1]));
    else found().tell("这一处已经处理过了。");
  }

  function showCard(finding) {
    const host = found().hostOf(finding.place) || editor();
    const all = found().live();
    const at = "第" + (all.indexOf(finding) + 1) + "处，共" + all.length + "处";
    const repairs = found().alike(finding).filter((each) => (marks().find(each.key) || {}).repair).length;
    const others = document.querySelectorAll('#findings [data-code="' + finding.code + '"]').length - 1;
    card().open(finding, host.closest(".marked") || host, { at, alike: others, repairs });
    marks().setCurrent(finding.key);
    document.querySelectorAll("#findings .finding-line.is-current").forEach((line) => line.classList.remove("is-current"));
    const line = document.querySelector('#findings [data-finding="' + finding.key + '"]');
    if (line) line.classList.add("is-current");
    return at;
  }

  function go(key) {
    const finding = found().get(key);
    const host = found().hostOf(finding.place) || editor();
    const sheet = document.querySelector("#panel-sheet.is-open .sheet__close");
    if (sheet) sheet.click();
    const fold = host.closest("details");
    if (fold) fold.open = true;
    const mark = marks().find(key);
    if (mark && !card().isPhone()) {
      host.focus({ preventScroll: true });
      host.setSelectionRange(mark.span.start, mark.span.end);
    } else if (!mark && host.matches("[tabindex]")) host.focus({ preventScroll: true });
    const where = showCard(finding);
    reveal(mark ? marks().elements(key)[0] : document.querySelector("[data-finding-card]"), host);
    found().say(where + "：" + finding.label + "，" + finding.message);
  }

  function reveal(target, host) {
    if (!target) return;
    if (found().isField(host) && host.scrollHeight > host.clientHeight + 2) host.scrollTop = target.offsetTop - host.clientHeight / 2;
    const box = target.getBoundingClientRect();
    const top = card().isPhone() ? window.innerHeight * 0.25 : window.innerHeight * 0.42;
    const isSeen = box.top > 160 && box.bottom < window.innerHeight * 0.6;
    if (!isSeen) window.scrollBy(0, box.top - top);
    card().place();
  }

  /** The first finding behind the caret, or the last before it. */
  function nearest(all, by) {
    const here = document.activeElement;
    if (!editor().contains(here) && !card().contains(here)) return by > 0 ? 0 : all.length - 1;
    const isBehind = function (finding) {
      const host = found().hostOf(finding.place) || editor();
      if (host !== here) return Boolean(here.compareDocumentPosition(host) & Node.DOCUMENT_POSITION_FOLLOWING);
      const mark = marks().find(finding.key);
      return Boolean(mark) && mark.span.start >= (here.selectionEnd || 0);
    };
    const behind = all.findIndex(isBehind);
    if (by > 0) return behind < 0 ? all.length : behind;
    return (behind < 0 ? all.length : behind) - 1;
  }

  /** Whether the caret was moved away from the words whose card is open: then it says where to go on. */
  function isCaretElsewhere() {
    const here = document.activeElement;
    const mark = marks().find(card().key());
    if (!mark || !found().isField(here) || !here.closest(".marked") || card().contains(here)) return false;
    return here !== mark.control || here.selectionStart > mark.span.end || here.selectionEnd < mark.span.start;
  }

  function step(by) {
    const all = found().live();
    const at = isCaretElsewhere() ? -1 : all.findIndex((finding) => finding.key === card().key());
    const next = at < 0 ? nearest(all, by) : at + by;
    if (all[next]) return go(all[next].key);
    leave(by, all);
  }

  function walk(by) {
    stepAfterSaving = 0; // an earlier wish whose save has failed
    if (found().isRead()) step(by);
    else found().tell("校核还没有完成，请稍后再按，或者保存后再试。");
  }

  function leave(by, all) {
    const state = document.querySelector("[data-save-state]");
    if (state && state.dataset.tone === "dirty" && !stepAfterSaving) {
      stepAfterSaving = by;
      found().tell("本部分到头了，先保存。");
      return editor().requestSubmit();
    }
    const order = Array.from(document.querySelectorAll(".section-list [data-part]")).map((link) => link.dataset.part);
    const here = order.indexOf(found().part());
    const others = found().parts().filter((part) => part.url && part.key !== "front" && part.key !== found().part());
    const behind = others.filter((part) => (order.indexOf(part.key) - here) * by > 0);
    const line = behind.length ? behind : others;
    const next = by > 0 ? line[0] : line[line.length - 1];
    if (next) {
      found().tell("转到“" + next.name + "”。");
      return location.assign(next.url + "#finding-" + (by > 0 ? next.first : next.last));
    }
    if (all.length) return go(all[by > 0 ? 0 : all.length - 1].key);
    card().close();
    found().tell("各部分没有待处理的校核意见了。");
  }

  // ---------- Keys and clicks ----------

  document.addEventListener("keydown", function (event) {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || !editor()) return;
    event.preventDefault();
    walk(event.shiftKey ? -1 : 1);
  });

  document.addEventListener("click", function (event) {
    const target = event.target;
    const stepping = target.closest("[data-findings-step]");
    const going = target.closest("[data-finding-go]");
    if (stepping) return walk(Number(stepping.dataset.findingsStep));
    if (going && found().get(Number(going.dataset.findingGo))) {
      event.preventDefault();
      return go(Number(going.dataset.findingGo));
    }
    if (card().contains(target) || target.closest("#findings")) return;
    const key = found().isField(target) ? marks().under(target) : 0;
    if (key && key !== card().key()) showCard(found().get(key));
    else if (!key && card().key()) card().close();
  });

  document.addEventListener("fazhi:findings", function () {
    if (isFirst) arrive();
    else if (stepAfterSaving) step(stepAfterSaving);
    isFirst = false;
    stepAfterSaving = 0;
  });
})();
