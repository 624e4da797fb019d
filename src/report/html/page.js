"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const items = [...document.querySelectorAll(".item")];
  const lists = [["findings", "findings"], ["inventory", "statements"]]
    .map(([id, name]) => ({ name, section: document.getElementById(id) }))
    .filter(({ section }) => section)
    .map((list) => ({ ...list, items: items.filter((item) => list.section.contains(item)) }));
  const shown = document.getElementById("shown");
  const fold = document.getElementById("fold");
  const details = [...document.querySelectorAll("details")];
  const names = ["rule", "service", "severity", "state"];

  const apply = () => {
    const part = form.elements.path.value.trim();
    const wanted = names.map((name) => [name, form.elements[name].value]).filter(([, value]) => value !== "");
    // A finding may be of several services, and a statement of none of the rules.
    const has = (told = "", value) => told === value || told.split(" ").includes(value);
    const matches = ({ dataset }) =>
      dataset.path.includes(part) && wanted.every(([name, value]) => has(dataset[name], value));
    for (const item of items) item.hidden = !matches(item);
    shown.textContent = lists.map(({ name, section, items }) => {
      const left = items.filter((item) => !item.hidden).length;
      section.hidden = left === 0;
      return `${left} of ${items.length} ${name}`;
    }).join(", ");
  };

  const foldAll = () => {
    const open = details.every((detail) => !detail.open);
    for (const detail of details) detail.open = open;
    fold.textContent = open ? "Fold the diffs" : "Unfold the diffs";
  };

  form.hidden = false;
  // Of a word that is typed, its last letter is enough.
  let pause;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(pause);
    if (target.name === "path") pause = setTimeout(apply, 150);
    else apply();
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  fold.addEventListener("click", foldAll);
  apply();
})();
