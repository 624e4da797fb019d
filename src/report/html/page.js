"use strict";
(() => {
  const form = document.getElementById("filter");
  const items = [...document.querySelectorAll(".item")];
  const articles = items.filter((item) => item.tagName === "ARTICLE");
  const shown = document.getElementById("shown");
  const fold = document.getElementById("fold");
  const details = [...document.querySelectorAll("details")];
  const names = ["rule", "service", "severity", "state"];

  const apply = () => {
    const part = form.elements.path.value.trim();
    const wanted = names.map((name) => [name, form.elements[name].value]).filter(([, value]) => value !== "");
    const matches = ({ dataset }) =>
      dataset.path.includes(part) && wanted.every(([name, value]) => dataset[name] === value || dataset[name].split(" ").includes(value));
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
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  fold.addEventListener("click", foldAll);
  apply();
})();
