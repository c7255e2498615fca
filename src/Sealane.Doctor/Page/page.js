// The page as a whole: an overview and a view a request; the address says which.

const report = JSON.parse(document.getElementById("report").textContent);
const streamAddress = document.body.dataset.stream;
const isLive = streamAddress !== "";
const main = document.getElementById("main");
const announcer = document.getElementById("announcer");
const announce = text => { announcer.textContent = text; };

function entryOf(diagnosis, number) {
  const words = [diagnosis.request, diagnosis.client, diagnosis.operation, diagnosis.status, diagnosis.errorCode, diagnosis.voyageId,
    ...diagnosis.way.map(leg => leg.name), ...diagnosis.findings.flatMap(finding => [finding.id, finding.subject])];
  return { diagnosis, number, haystack: words.filter(Boolean).join(" ").toLowerCase() };
}

let entries = (report.diagnoses ?? []).map((diagnosis, index) => entryOf(diagnosis, index + 1));
const list = requestList({ newestFirst: isLive });
document.getElementById("requests").append(...list.element);

// The request that shows a cause: one of those sent, or a replay that the report keeps for it.
for (const cause of report.causes ?? []) {
  const shows = ({ diagnosis }) => diagnosis.findings.some(finding =>
    finding.id === cause.example.id && finding.subject === cause.example.subject && finding.broke === cause.example.broke);
  cause.entry = cause.replay ? entryOf(cause.replay, 0)
    : entries.find(entry => cause.voyageIds.includes(entry.diagnosis.voyageId) && shows(entry));
}

const causes = () => isLive ? causesOf(entries) : report.causes;

function headline(verdictCounts, total) {
  const number = name => verdictCounts[name] ?? 0;
  const harmed = report.matrix?.ways.filter((_, index) => report.matrix.rows.some(row => ["Breaks", "BreaksSometimes", "Refused"].includes(row.cells[index].verdict))).length;
  const of = (some, one, many) => `${some === total ? total === 1 ? "The request" : "Every request" : count(some, "request")} ${some === 1 || some === total ? one : many}`;
  return total === 0 ? isLive ? "Waiting for requests." : "No S3 request was seen."
    : number("Breaks") > 0 ? of(number("Breaks"), "breaks on the way.", "break on the way.")
    : harmed > 0 ? `${count(harmed, "way")} of ${report.matrix.ways.length} ${harmed === 1 ? "does" : "do"} harm.`
    : number("BreaksSometimes") > 0 ? of(number("BreaksSometimes"), "survived this time and will not always.", "survived this time and will not always.")
    : number("Refused") + number("NotReached") > 0 ? `The way breaks no signature; ${of(number("Refused") + number("NotReached"), "fails", "fail").replace(/^[TE]/, letter => letter.toLowerCase())} for another reason.`
    : report.conclusion === "NotProven" ? "Nothing broke, and not everything could be proven."
    : "Every signature survives the way.";
}

function programOf(program) {
  return [
    h("p", { class: "program" }, h("code", {}, program.command.join(" ")),
      program.exitCodes?.some(code => code !== 0) && `, ended with ${[...new Set(program.exitCodes)].join(" and ")}`,
      program.runs > 1 && `, ${program.runs} runs`),
  ];
}

// What the program took up of what it was given, and what it wanted from elsewhere.
function uptakes(program) {
  const told = [
    ...(program.tookUp ?? []).map(({ what, tookUp, evidence }) => h("li", { class: `is-${tookUp === true ? "survives" : tookUp === false ? "breaks" : "unproven"}` },
      glyph(tookUp === true ? "survives" : tookUp === false ? "breaks" : "unproven"),
      h("span", {}, h("strong", {}, what), tookUp === true ? "" : tookUp === false ? " not taken up" : " unknown", ": ", evidence))),
    ...(program.refusals ?? []).map(sentence => h("li", { class: "is-breaks" }, glyph("breaks"), h("span", {}, sentence))),
  ];
  return told.length > 0 && h("details", { class: "uptakes", open: (program.refusals ?? []).length > 0 },
    h("summary", {}, "What the program took up"), h("ul", {}, told));
}

// Why nothing can be said although nothing broke.
const doubts = () => (report.doubts ?? []).length > 0 && h("ul", { class: "doubts" },
  report.doubts.map(doubt => h("li", { class: "is-unproven" }, glyph("unproven"), h("span", {}, doubt))));

// What is not as it was when the baseline was saved; what got worse stands first.
function changesSince({ baseline, changes }) {
  const list = values => values.length === 0 ? h("span", { class: "none" }, "(none)") : values.join(", ");
  const rows = [...changes].sort((one, other) => other.isWorse - one.isWorse).map(change => h("tr", { class: change.isWorse ? "differs" : null },
    h("th", { scope: "row" }, change.operation), h("td", {}, change.what),
    h("td", { class: "wire" }, list(change.before)), h("td", { class: "wire" }, list(change.after)),
    h("td", { class: "label" }, change.isWorse && "worse")));
  return h("section", { id: "changes", "aria-labelledby": "changes-title" },
    h("h2", { id: "changes-title", tabindex: "-1" }, "Since the baseline"),
    rows.length === 0 ? h("p", {}, `Nothing is other than in ${baseline}.`)
      : headTable(`What is not as in ${baseline}`, ["Operation", "What", "Was, or gone", "Is, or new", "Verdict"], rows));
}

function tallyBar(verdictCounts, total) {
  const parts = Object.entries(verdicts).filter(([name]) => verdictCounts[name] > 0);
  return total > 0 && [
    h("div", { class: "bar", "aria-hidden": "true" }, parts.map(([name, { shape }]) => {
      const part = h("span", { class: `is-${shape}` });
      part.style.flexGrow = verdictCounts[name];
      return part;
    })),
    h("ul", { class: "legend" }, parts.map(([name, { shape, word, many }]) =>
      h("li", { class: `is-${shape}` }, glyph(shape), h("strong", {}, verdictCounts[name].toLocaleString("en")), " ", verdictCounts[name] === 1 ? word : many ?? word))),
  ];
}

function overview() {
  const verdictCounts = isLive ? Object.fromEntries([...Map.groupBy(entries, entry => entry.diagnosis.verdict)].map(([name, group]) => [name, group.length])) : report.verdicts;
  const total = isLive ? entries.length : report.requests;
  const found = findingsOf(causes(), total);
  return [
    h("section", { id: "overview", "aria-labelledby": "headline" },
      report.program?.command.length > 0 && programOf(report.program),
      h("h1", { id: "headline", tabindex: "-1" }, headline(verdictCounts, total)),
      tallyBar(verdictCounts, total),
      doubts(),
      report.program && uptakes(report.program),
      isLive && total === 0 && report.hints && h("div", { class: "hints" },
        h("p", {}, "Point any S3 client here; what it sends appears as it comes:"), h("pre", {}, report.hints.join("\n")))),
    report.comparison && changesSince(report.comparison),
    found.length > 0 && h("section", { id: "findings", "aria-labelledby": "findings-title" },
      h("h2", { id: "findings-title", tabindex: "-1" }, "Findings"), found),
    report.matrix && matrixOf(report.matrix),
  ].filter(Boolean);
}

function requestView(entry) {
  const { diagnosis } = entry;
  const verdict = verdictOf(diagnosis);
  return [h("section", { class: "request", "aria-labelledby": "headline" },
    h("p", { class: "back" }, h("a", { href: "#overview" }, "Overview"), " / ", `request ${entry.number}`),
    h("h1", { id: "headline", tabindex: "-1", class: "line" }, requestLine(diagnosis)),
    h("p", { class: `verdict is-${verdict.shape}` }, glyph(verdict.shape), verdict.sentence,
      diagnosis.unproven && " Compared, not proven: the key is not known."),
    h("ul", { class: "particulars" },
      [diagnosis.operation, diagnosis.client, diagnosis.status && `${diagnosis.status} ${diagnosis.errorCode ?? ""}`.trim(), moment(diagnosis.time), diagnosis.voyageId]
        .filter(Boolean).map(particular => h("li", {}, particular))),
    diagnosis.sent ? lane(diagnosis) : null,
    diagnosis.findings.length > 0 && h("section", { "aria-label": "Findings about this request" },
      diagnosis.findings.map(finding => findingCard(finding, {
        tally: finding.broke ? "broke this request" : "did not break this request",
        journey: journeyOf(diagnosis, finding.subject),
        level: 2,
      }))),
    canonicalRequests(diagnosis))];
}

const chosen = () => Number(/^#request-(\d+)$/.exec(location.hash)?.[1] ?? 0);

function draw() {
  const number = chosen();
  const entry = entries.find(entry => entry.number === number);
  main.replaceChildren(...entry ? requestView(entry) : number > 0 ? [goneView()] : overview());
  document.title = `${entry ? entry.diagnosis.request : document.getElementById("headline")?.textContent} · Sealane`;
  document.getElementById("sections").replaceChildren(
    ...[["overview", "Overview"], report.comparison && ["changes", "Since the baseline"], report.matrix && ["matrix", "Ways and operations"]].filter(Boolean).map(([place, name]) => h("a", { href: `#${place}` }, name)));
  list.show(entries, number);
}

const goneView = () => h("section", {}, h("h1", { id: "headline", tabindex: "-1" }, "This request is no longer kept."),
  h("p", {}, h("a", { href: "#overview" }, "Back to the overview")));

addEventListener("hashchange", () => {
  if (location.hash === "#main") {
    return;
  }

  draw();
  scrollTo(0, 0);
  (document.getElementById(`${location.hash.slice(1)}-title`) ?? document.getElementById("headline"))?.focus();
});

// On paper nothing can be unfolded. What is unfolded draws itself at once, and may hold more of the kind.
addEventListener("beforeprint", () => {
  for (let folded; (folded = document.querySelector("details:not([open])"));) {
    folded.open = true;
    folded.dispatchEvent(new Event("toggle"));
  }
});

if (isLive) {
  const { controls } = stream(streamAddress, {
    announce,
    onChange: shown => {
      entries = shown;
      const isReading = entries.some(entry => entry.number === chosen()) || main.querySelector("details[open]") || main.contains(document.activeElement);
      isReading ? list.show(entries, chosen()) : draw();
    },
  });
  document.getElementById("controls").append(...controls);
}

draw();
