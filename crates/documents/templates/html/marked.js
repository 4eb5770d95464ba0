(function () {
  "use strict";
  var body = document.body;
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function clear() {
    all(".chosen, .other").forEach(function (e) { e.classList.remove("chosen", "other"); });
  }
  // The marks of a note; a figure may be parted into several.
  function marksOf(note) {
    return all("mark").filter(function (mark) {
      return mark.dataset.n.split(" ").some(function (name) { return name.split(".")[0] === note; });
    });
  }
  function choose(name, jump) {
    clear();
    var note = name.split(".")[0];
    marksOf(note).forEach(function (mark) { mark.classList.add("other"); });
    var here = all("mark[data-n~='" + name + "']");
    here.forEach(function (mark) { mark.classList.remove("other"); mark.classList.add("chosen"); });
    var card = document.getElementById("n" + note);
    card.classList.add("chosen");
    if (jump && here.length) { here[0].scrollIntoView({ block: "center" }); }
    if (!jump) { card.scrollIntoView({ block: "nearest" }); }
  }
  function open(mark) {
    if (mark.className.indexOf("proved") >= 0 && !body.classList.contains("show-proved")) { return; }
    choose(mark.dataset.n.split(" ")[0], false);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-tone]");
    if (button) {
      var on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      var proved = button.dataset.tone === "proved";
      body.classList.toggle(proved ? "show-proved" : "hide-" + button.dataset.tone, proved ? on : !on);
      return;
    }
    var place = event.target.closest("[data-to]");
    if (place) { choose(place.dataset.to, true); return; }
    var card = event.target.closest(".card");
    if (card) { choose(card.id.slice(1) + ".0", true); return; }
    var mark = event.target.closest("mark");
    if (mark) { open(mark); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { clear(); }
    if ((event.key === "Enter" || event.key === " ") && event.target.tagName === "MARK") {
      event.preventDefault();
      open(event.target);
    }
  });
})();
