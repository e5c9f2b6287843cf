/* Search, filters, sorting and copying. Everything else on these pages works without it. */
"use strict";
(function () {
  var root = document.body.dataset.root || "";

  function element(name, text, more) {
    var node = document.createElement(name);
    if (text) { node.textContent = text; }
    Object.keys(more || {}).forEach(function (key) { node.setAttribute(key, more[key]); });
    return node;
  }

  var search = document.querySelector(".search");
  var input = document.getElementById("q");
  var hits = document.getElementById("hits");

  function find(words) {
    return (window.REFEREE || []).map(function (entry) {
      var title = entry.t.toLowerCase(), score = 0;
      var all = words.every(function (word) {
        if (title.indexOf(word) >= 0) { score += title === words.join(" ") ? 5 : 3; return true; }
        if (entry.x.indexOf(word) >= 0 || entry.c === word) { score += 1; return true; }
        return false;
      });
      return all ? { entry: entry, score: score + (entry.o === "source" ? 1 : 0) } : null;
    }).filter(Boolean).sort(function (a, b) { return b.score - a.score; });
  }

  function show() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits.textContent = "";
    if (!words.length) { return; }
    var found = find(words);
    hits.appendChild(element("p", found.length + (found.length === 1 ? " statement" : " statements")));
    var list = element("ul");
    found.slice(0, 40).forEach(function (hit) {
      var item = element("li");
      item.appendChild(element("a", hit.entry.t, { href: root + hit.entry.u }));
      item.appendChild(document.createTextNode(" " + hit.entry.c + " · " + hit.entry.p));
      list.appendChild(item);
    });
    hits.appendChild(list);
  }

  if (search && window.REFEREE) {
    search.hidden = false;
    search.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = hits.querySelector("a");
      if (first) { first.click(); }
    });
    input.addEventListener("input", show);
    var asked = /[#&]q=([^&]*)/.exec(location.hash);
    if (asked) { input.value = decodeURIComponent(asked[1]); show(); }
    document.addEventListener("keydown", function (event) {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); input.focus(); }
    });
  }

  var filters = document.querySelector(".filters");
  if (filters) {
    filters.hidden = false;
    var rows = Array.prototype.slice.call(document.querySelectorAll(".statements tbody tr"));
    var selects = Array.prototype.slice.call(filters.querySelectorAll("select"));
    var apply = function () {
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = !selects.every(function (select) { return !select.value || row.dataset[select.dataset.filter] === select.value; });
        shown += row.hidden ? 0 : 1;
      });
      document.getElementById("count").textContent = shown + " of " + rows.length;
    };
    selects.forEach(function (select) { select.addEventListener("change", apply); });
    apply();
  }

  function entry(button) {
    var plain = function (text) { return text.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&"); };
    var paper = document.querySelector(".crumbs a").textContent, foot = document.querySelector("footer");
    return "@misc{referee-" + button.dataset.cite.replace(/[^A-Za-z0-9]+/g, "-") + ",\n" +
      "  title = {" + plain(document.title + ", in: " + paper) + "},\n" +
      "  author = {{Referee " + foot.dataset.version + "}},\n" +
      "  year = {" + foot.dataset.created.slice(0, 4) + "},\n" +
      "  note = {" + plain(button.dataset.found) + "; ledger of " + foot.dataset.created + ", " + plain(button.dataset.cite) + "},\n}\n";
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-cite]"), function (button) {
    button.dataset.copy = entry(button);
  });

  Array.prototype.forEach.call(document.querySelectorAll(".copy"), function (button) {
    button.hidden = false;
    button.setAttribute("aria-label", "copy " + (button.dataset.cite ? "BibTeX" : button.dataset.copy));
    button.title = button.dataset.copy;
    button.addEventListener("click", function () {
      var area = element("textarea", button.dataset.copy);
      document.body.appendChild(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.textContent = "copied";
    });
  });

  Array.prototype.forEach.call(document.querySelectorAll(".sortable"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
      var button = element("button", cell.textContent, { type: "button" });
      cell.textContent = "";
      cell.appendChild(button);
      button.addEventListener("click", function () {
        var down = cell.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        var sorted = Array.prototype.slice.call(table.tBodies[0].rows).sort(function (a, b) {
          var x = a.cells[column].textContent, y = b.cells[column].textContent;
          var order = isNaN(parseFloat(x)) || isNaN(parseFloat(y)) ? x.localeCompare(y) : parseFloat(x) - parseFloat(y);
          return down ? -order : order;
        });
        sorted.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  });

  function unfold() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id);
    var proof = target && target.querySelector("details");
    if (proof) { proof.open = true; }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
}());
