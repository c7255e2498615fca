// A head on the two sides of a hop, line beside line.

function headTable(caption, columns, rows) {
  const table = h("table", { class: "compared" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, columns.map(column => h("th", { scope: "col" }, column)))),
    h("tbody", {}, rows));
  return h("div", { class: "scroll" }, table);
}

function fieldName(line) {
  return [
    h("span", { class: "field" }, line.name),
    line.isSigned && [" ", h("span", { class: "tag signed" }, glyph("signed"), "signed")],
    line.isHopByHop && [" ", h("span", { class: "tag" }, "hop-by-hop")],
  ];
}

// Lines of the same name belong together, the first to the first; what is new stands where it was put.
function pairs(before, after) {
  const left = [...after.lines];
  const rows = before.lines.map(line => {
    const index = left.findIndex(other => other.name.toLowerCase() === line.name.toLowerCase());
    return index < 0 ? { before: line } : { before: line, after: left.splice(index, 1)[0] };
  });
  for (const line of left) {
    const above = after.lines[after.lines.indexOf(line) - 1];
    const place = above ? rows.findIndex(row => row.after === above) + 1 : 0;
    rows.splice(place, 0, { after: line });
  }

  return rows;
}

function headsOfHop(leg) {
  const { before, after } = leg;
  if (!after) {
    return headTable(`The head that came to ${hopName(leg)}, where the request ended`, ["Header", "Came in"],
      [lineRow("request line", before.startLine), before.lines.map(line => lineRow(fieldName(line), line.value))]);
  }

  const start = comparedRow("request line", before.startLine, after.startLine, {
    differs: before.startLine !== after.startLine,
    label: before.startLine !== after.startLine && (changes[before.startLineChange] ?? "changed"),
  });
  const rows = pairs(before, after).map(({ before: old, after: now }) => {
    const change = now && !old ? "Added" : old && !now ? "Removed" : (old.change ?? now.change);
    const masked = change && old && now && old.value === now.value && old.name === now.name;
    const name = old && now && old.name !== now.name ? [fieldName(old), h("span", { class: "respelled" }, `now ${now.name}`)] : fieldName(old ?? now);
    return comparedRow(name, old?.value ?? null, now?.value ?? null, {
      differs: !old || !now || old.value !== now.value,
      label: [changes[change], masked && change === "Changed" ? " (another value)" : ""],
      attributes: { "data-change": change ?? null, "data-signed": (old ?? now).isSigned ? "yes" : null },
    });
  });
  return headTable(`What ${hopName(leg)} did to the head`, ["Header", "Came in", "Went on", "What happened"], [start, ...rows]);
}

const lineRow = (name, value, more = null) =>
  h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "wire", colspan: more === null ? null : 1 }, value));

function headAt(caption, head) {
  return headTable(caption, ["Header", "Value"],
    [lineRow("request line", head.startLine), head.lines.map(line => lineRow(fieldName(line), line.value))]);
}

// What the hop made of the answer on its way back, as far as it was kept on both sides.
function answerOf(leg) {
  const { answer, answerBefore: came = answer } = leg;
  const changed = (one, other) => one?.value !== other?.value;
  return answer && h("details", { class: "answer" },
    h("summary", {}, "The answer that ", hopName(leg), " passed back: ", h("code", {}, answer.startLine)),
    headTable("The head of the answer", ["Header", "Came back", "Passed on", "What happened"], [
      comparedRow("status line", came.startLine, answer.startLine, { differs: came.startLine !== answer.startLine, label: came.startLine !== answer.startLine && "changed" }),
      ...pairs(came, answer).map(({ before, after }) => comparedRow((before ?? after).name, before?.value ?? null, after?.value ?? null, {
        differs: changed(before, after),
        label: !before ? "added" : !after ? "struck" : changed(before, after) && "changed",
      })),
    ]));
}
