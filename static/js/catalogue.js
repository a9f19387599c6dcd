/* Whoever follows a link to one check sees its examples at once. */
(function () {
  "use strict";

  function unfold() {
    const check = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const examples = check && check.querySelector(":scope > details");
    if (examples) examples.open = true;
  }

  window.addEventListener("hashchange", unfold);
  unfold();
})();
