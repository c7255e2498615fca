// Two values side by side: what they share stands plain, what one has alone is marked.

function apart(before, after) {
  const [old, now] = [[...before], [...after]];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    head++;
  }

  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) {
    tail++;
  }

  const cut = (value, tag) => [
    value.slice(0, head).join(""),
    value.length > head + tail && h(tag, {}, value.slice(head, value.length - tail).join("")),
    value.slice(value.length - tail).join(""),
  ];
  return [cut(old, "del"), cut(now, "ins")];
}

// A row of a comparison: the name, and one value for both sides or a value a side.
function comparedRow(name, before, after, { differs, label, attributes = {} }) {
  const cells = !differs
    ? [h("td", { colspan: 2, class: "wire same" }, before)]
    : before === null || after === null
      ? [
        h("td", { class: "wire was" }, before === null ? h("span", { class: "none" }, "(none)") : h("del", {}, before)),
        h("td", { class: "wire is" }, after === null ? h("span", { class: "none" }, "(none)") : h("ins", {}, after)),
      ]
      : apart(before, after).map((value, side) => h("td", { class: `wire ${side ? "is" : "was"}` }, value));
  return h("tr", { class: differs ? "differs" : null, ...attributes },
    h("th", { scope: "row" }, name), cells, h("td", { class: "label" }, label));
}
