/* What a person typed into a cell of figures, read as the server reads it (reports/indicators/inputs.py, units.py):
   fazhi.readFigure("3.5亿元", "万元") gives {state, text, understood, fault}. It only previews; the server decides.
   Numbers stay strings of digits, so that a decimal point moves without rounding. */
(function () {
  "use strict";

  const POWERS = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };
  const SAME = [["件", "起", "宗", "例"], ["场", "场次", "期", "场（期）"], ["人", "名"], ["家", "户"], ["家次", "户次"]];
  const WORDS = "元 次 人次 个 项 份 卷 批 批次 件次 处 条 所 台 篇 类 部 天 日 工作日 小时 公里 亩 %".split(" ").concat(SAME.map((words) => words[0]));
  const NONE = ["不适用", "/", "／", "无此项职责", "无此职责"];
  const WIDE = "０１２３４５６７８９．，－−％";
  const NARROW = "0123456789.,--%";
  const MOST_WHOLE = 16;
  const MOST_DECIMALS = 4;

  const narrow = (text) => Array.from(text, (each) => (WIDE.includes(each) ? NARROW[WIDE.indexOf(each)] : each)).join("");

  function measureOf(unit) {
    let power = 0;
    let base = unit;
    while (base.length > 1 && POWERS[base[0]]) {
      power += POWERS[base[0]];
      base = base.slice(1);
    }
    const family = SAME.find((words) => words.includes(base));
    return { power: power, base: family ? family[0] : base };
  }

  const isBare = (word) => word !== "" && Array.from(word).every((sign) => POWERS[sign]);

  function basesOf(unit) {
    const either = /^(.+)[（(](.+)[）)]$/.exec(unit);
    return (either ? [unit, either[1], either[2]] : [unit]).map((word) => measureOf(word).base);
  }

  function trimmed(digits) {
    const [whole, decimals] = digits.split(".");
    const kept = (decimals || "").replace(/0+$/, "");
    return (whole.replace(/^0+(?=\d)/, "") || "0") + (kept ? "." + kept : "");
  }

  function shifted(digits, power) {
    const [whole, decimals = ""] = digits.split(".");
    const all = "0".repeat(30) + whole + decimals + "0".repeat(30);
    const point = 30 + whole.length + power;
    return trimmed(all.slice(0, point) + "." + all.slice(point));
  }

  function notANumber(text, unit) {
    const shown = text.length <= 20 ? text : text.slice(0, 20) + "…";
    const magnitude = /[十百千万亿]/.exec(text);
    if (magnitude && /\d/.test(narrow(text))) {
      return "“" + shown + "”里有“" + magnitude[0] + "”字，请" + (unit ? "以“" + unit + "”为单位" : "按所列单位") + "填写完整的阿拉伯数字。";
    }
    return "“" + shown + "”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。";
  }

  function readNumber(text, unit) {
    const typed = narrow(text).replace(/\s/g, "");
    const fault = (sentence) => ({ state: "fault", text: text, fault: sentence });
    if (/^-\d/.test(typed)) return fault("数字不能为负数，请核对。");
    const found = /^(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(.*)$/.exec(typed) || /^(\d+(?:\.\d+)?)(.*)$/.exec(typed);
    const word = found ? found[2] : "";
    const wanted = measureOf(unit);
    const given = measureOf(isBare(word) ? word + wanted.base : word);
    const isUnit = Boolean(unit) && (isBare(word) || WORDS.concat(basesOf(unit)).includes(given.base));
    if (!found || (word && !isUnit)) return fault(notANumber(text.trim(), unit));
    if (word && !basesOf(unit).includes(given.base)) {
      return fault("这一项以“" + unit + "”为单位，输入的单位是“" + word + "”，请核对。");
    }
    const power = word ? given.power - wanted.power : 0;
    const value = shifted(found[1].replace(/,/g, ""), power);
    const [whole, decimals = ""] = value.split(".");
    if (whole.length > MOST_WHOLE) return fault("数字太大，请核对是否多输了位数。");
    if (decimals.length > MOST_DECIMALS) {
      return fault(
        power
          ? "“" + typed + "”折合" + value + unit + "，小数超过" + MOST_DECIMALS + "位，不能如实保存，请以“" + unit + "”为单位四舍五入后再填。"
          : "小数最多保留" + MOST_DECIMALS + "位，请四舍五入后再填。"
      );
    }
    return { state: "number", text: value, understood: power ? typed + " = " + value + unit : "" };
  }

  function readFigure(text, unit) {
    const word = text.replace(/\s/g, "");
    if (word === "" || word === "××") return { state: "blank", text: "" };
    if (NONE.includes(word)) return { state: "none", text: "不适用", understood: word === "不适用" ? "" : "不适用" };
    return readNumber(text, unit);
  }

  /* A ratio is typed as 分子/分母, or as a percentage. */
  function readRatio(text) {
    const parts = text.split(/[/／]/);
    if (NONE.includes(text.replace(/\s/g, "")) || parts.length !== 2) return readFigure(text, "%");
    const [top, bottom] = parts.map((each) => readNumber(each, ""));
    if (top.fault || bottom.fault) return top.fault ? top : bottom;
    const value = percent(Number(top.text), Number(bottom.text));
    return { state: value ? "number" : "none", text: value || "不适用", understood: value ? value + "%" : "分母为0，记为不适用" };
  }

  function percent(top, bottom) {
    return bottom ? trimmed((Math.round((top / bottom) * 1e4) / 100).toFixed(2)) : "";
  }

  window.fazhi = Object.assign(window.fazhi || {}, { readFigure: readFigure, readRatio: readRatio, percentOf: percent });
})();
