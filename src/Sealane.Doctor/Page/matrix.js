// Which operation survives which way: a row a way, a column an operation.

function matrixOf(matrix) {
  const columns = matrix.rows;
  const rows = matrix.ways.map((way, index) => ({ way, cells: columns.map(column => column.cells[index]) }));
  const clients = new Set(columns.map(column => column.client));
  const body = h("tbody");
  const text = h("input", { type: "search", id: nextId(), autocomplete: "off", spellcheck: "false", oninput: () => filter() });
  const only = h("select", { id: nextId(), onchange: () => filter() },
    h("option", { value: "" }, "every verdict"),
    [...new Set(rows.flatMap(row => row.cells.map(cell => cell.verdict)))].map(verdict => h("option", { value: verdict }, `only “${verdicts[verdict].word}”`)));
  const tally = h("p", { class: "tally", role: "status" });

  function filter() {
    const wanted = rows.filter(row => row.way.name.toLowerCase().includes(text.value.trim().toLowerCase())
      && (!only.value || row.cells.some(cell => cell.verdict === only.value)));
    body.replaceChildren(...wanted.map(row => wayRow(row, columns, only.value)));
    tally.textContent = wanted.length === rows.length ? count(rows.length, "way") : `${wanted.length} of ${count(rows.length, "way")}`;
  }

  filter();
  return h("section", { id: "matrix", "aria-labelledby": "matrix-title" },
    h("h2", { id: "matrix-title", tabindex: "-1" }, "Ways and operations"),
    h("p", { class: "lead" }, "Each captured request was sent again, byte for byte, over each way. Choose a cell to read why."),
    h("form", { class: "filter", role: "search", onsubmit: event => event.preventDefault() },
      h("label", { for: text.id }, "Way"), text, h("label", { for: only.id }, "Show"), only, tally),
    h("div", { class: "scroll" },
      h("table", { class: "matrix" },
        h("caption", { class: "unseen" }, "Verdicts by way and operation"),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Way"), columns.map(column =>
          h("th", { scope: "col" }, h("span", { class: "operation" }, breakable(column.operation)),
            h("span", { class: "by" }, [clients.size > 1 && column.client, count(column.requests, "request")].filter(Boolean).join(", ")))))),
        body)),
    (matrix.notes ?? []).map(note => h("p", { class: "note" }, note)));
}

// A long name may break between its words.
const breakable = name => name.split(/(?=[A-Z(])/).flatMap(word => [word, h("wbr")]);

function wayRow({ way, cells }, columns, marked) {
  const row = h("tr", {}, h("th", { scope: "row", title: way.description }, way.name));
  let open = null;
  cells.forEach((cell, index) => {
    const verdict = verdictOf(cell);
    const speaks = cell.findings.length > 0 || cell.condition;
    const content = [glyph(verdict.shape), h("span", { class: "word" }, verdict.brief ?? verdict.word)];
    const button = speaks && h("button", { type: "button", "aria-expanded": "false", onclick: () => toggle(button, cell, columns[index]) },
      content, unseen(`: ${columns[index].operation} through ${way.name}`));
    row.append(h("td", { class: `is-${verdict.shape}${marked && marked !== cell.verdict ? " dim" : ""}` }, button || h("span", {}, content)));
  });

  function toggle(button, cell, column) {
    const closes = open?.button === button;
    open?.button.setAttribute("aria-expanded", "false");
    open?.detail.remove();
    open = null;
    if (!closes) {
      const detail = h("tr", { class: "detail" }, h("td", { colspan: columns.length + 1 }, cellDetail(cell, way, column)));
      row.after(detail);
      button.setAttribute("aria-expanded", "true");
      open = { button, detail };
    }
  }

  return row;
}

// Which causes a cell speaks of: those of its findings that were met on its way, else any of the same kind.
function causesAt(cell) {
  const same = report.causes.filter(({ example }) => cell.findings.includes(example.id) && cell.subjects.includes(example.subject));
  const here = same.filter(({ ways }) => ways.includes(cell.way));
  return here.length > 0 ? here : same;
}

function cellDetail(cell, way, column) {
  return [
    h("p", { class: "title" }, h("strong", {}, `${column.operation} through ${way.name}: `), verdictOf(cell).word,
      cell.harmed > 0 && cell.harmed < cell.replays && `, ${cell.harmed} of ${count(cell.replays, "replay")}`, "."),
    way.description && h("p", { class: "note" }, way.description),
    cell.condition && h("p", {}, "When: ", cell.condition, "."),
    cell.breaksAnyClient && h("p", {}, "This way breaks every client's signature: the way is to blame, not the program."),
    causesAt(cell).map(({ example, entry, replay }) => h("div", { class: "brief" },
      h("p", {}, h("strong", {}, `${example.id} ${example.title}: `), h("code", {}, example.subject)),
      h("p", {}, h("strong", {}, "Remedy: "), example.remedy),
      evidenceOf(entry ?? entryOf(replay, 0)))),
  ];
}
