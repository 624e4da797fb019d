"use strict";
(() => {
  const form = document.getElementById("filter");
  const items = [...document.querySelectorAll(".item")];
  const articles = items.filter((item) => item.tagName === "ARTICLE");
  const shown = document.getElementById("shown");
  const fold = document.getElementById("fold");
  const details = [...document.querySelectorAll("details")];
  const names = ["path", "rule", "service", "state"];

  const matches = (item) => names.every((name) => {
    const wanted = form.elements[name].value;
    return wanted === "" || item.dataset[name] === wanted;
  });

  const apply = () => {
    for (const item of items) item.hidden = !matches(item);
    const left = articles.filter((article) => !article.hidden).length;
    shown.textContent = `${left} of ${articles.length} findings`;
  };

  const foldAll = () => {
    const open = details.every((detail) => !detail.open);
    for (const detail of details) detail.open = open;
    fold.textContent = open ? "Fold the diffs" : "Unfold the diffs";
  };

  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  fold.addEventListener("click", foldAll);
  apply();
})();
