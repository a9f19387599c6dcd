/* Rows of an items block: add one from the template, take one out, drop what was taken out once it is saved.
   <div data-items="PREFIX"> holds the formset's management form, [data-item-list], <template data-item-template>
   and a button [data-item-add]; a row is [data-item] with a box [data-item-delete]. */
(function () {
  "use strict";

  function number(block) {
    const shown = Array.from(block.querySelectorAll("[data-item]")).filter((row) => !row.classList.contains("is-deleted"));
    shown.forEach(function (row, index) {
      row.querySelector(".item__number").textContent = "第" + (index + 1) + "条";
    });
  }

  function add(block) {
    const total = block.querySelector("[name$='-TOTAL_FORMS']");
    const markup = block.querySelector("[data-item-template]").innerHTML.replace(/__prefix__/g, total.value);
    total.value = Number(total.value) + 1;
    const list = block.querySelector("[data-item-list]");
    list.insertAdjacentHTML("beforeend", markup);
    number(block);
    list.lastElementChild.querySelector("input[type=text]").focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-item-add]");
    if (button) add(button.closest("[data-items]"));
  });

  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-item-delete]")) return;
    event.target.closest("[data-item]").classList.toggle("is-deleted", event.target.checked);
    number(event.target.closest("[data-items]"));
  });

  document.addEventListener("fazhi:saved", function (event) {
    event.target.querySelectorAll("[data-item-delete]:checked").forEach(function (box) {
      box.closest("[data-item]").remove();
    });
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-item-add]").forEach(function (button) {
      button.hidden = false;
    });
    document.querySelectorAll("[data-items]").forEach(number);
  });
})();
