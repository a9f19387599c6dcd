/* Typing the name of another indicator chooses 其他指标 for that blank. */
(function () {
  "use strict";

  document.addEventListener("input", function (event) {
    const field = event.target.closest(".blank__other");
    if (!field || !field.value) return;
    field.closest(".blank").querySelector('input[type=radio][value="other"]').checked = true;
  });
})();
