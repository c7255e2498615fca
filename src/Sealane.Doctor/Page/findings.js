// Findings, by cause, the gravest first.

const severities = ["Error", "Warning", "Notice"];

// What the report's own list of causes says, for requests that come one by one.
function causesOf(entries) {
  const found = entries.flatMap(entry => entry.diagnosis.findings.map(finding => ({ finding, entry })));
  const causes = [...Map.groupBy(found, ({ finding }) => JSON.stringify([finding.id, finding.subject, finding.client ?? null])).values()]
    .flatMap(cause => {
      const first = cause.map(({ finding }) => finding.hop).find(Boolean) ?? null;
      return [...Map.groupBy(cause, ({ finding }) => JSON.stringify(finding.hop ?? first)).values()];
    })
    .map(group => {
      const [example] = [...group].sort((one, other) => other.finding.broke - one.finding.broke || other.finding.proven - one.finding.proven);
      return { seen: group.length, broke: group.filter(({ finding }) => finding.broke).length, example: example.finding, entry: example.entry };
    });
  return causes.sort((one, other) =>
    severities.indexOf(one.example.severity) - severities.indexOf(other.example.severity)
    || other.broke - one.broke || other.seen - one.seen || (one.example.id < other.example.id ? -1 : 1));
}

function journeyOf(diagnosis, subject) {
  const journey = diagnosis?.journeys.find(journey => journey.subject === subject);
  return journey && h("ol", { class: "journey", "aria-label": `The journey of ${subject}` }, journey.points.map(point =>
    h("li", { class: point.isAsSent ? null : "lost" },
      h("span", { class: "place" }, point.place),
      h("code", {}, point.values.length === 0 ? "(none)"
        : point.isAsSent || !point.values.includes("(masked)") ? point.values.join(" | ") : "(masked, another value)"),
      !point.isAsSent && unseen(" not as sent"))));
}

function fact(term, ...description) {
  return description.some(Boolean) && h("div", { class: `fact is-${term.toLowerCase()}` }, h("dt", {}, term), h("dd", {}, description));
}

function findingCard(finding, { tally, diagnosis, evidence, level = 3 }) {
  const title = nextId();
  return h("article", { class: `finding is-${finding.severity.toLowerCase()}`, "aria-labelledby": title },
    h("header", {},
      h("p", { class: "eyebrow" },
        h("span", { class: "severity" }, glyph(finding.severity === "Error" ? "breaks" : finding.severity === "Warning" ? "sometimes" : "notice"), finding.severity),
        h("span", { class: "id" }, finding.id)),
      h(`h${level}`, { id: title }, finding.title),
      h("ul", { class: "particulars" },
        h("li", {}, h("code", { class: "subject" }, finding.subject)),
        finding.hop && h("li", {}, hopName(finding.hop)),
        finding.client && h("li", {}, finding.client),
        h("li", {}, tally))),
    journeyOf(diagnosis, finding.subject),
    h("dl", {},
      fact("What", finding.explanation),
      fact("When", finding.condition?.when),
      fact("Proof", proofOf(finding)),
      fact("Remedy", finding.remedy),
      fact("Source", finding.source, finding.page && [" · ", h("span", { class: "page" }, "more in ", h("code", {}, finding.page))])),
    evidence);
}

// The evidence of a cause: the request that shows it, drawn when it is asked for.
function evidenceOf(entry) {
  const details = h("details", { class: "evidence", ontoggle: () => draw() },
    h("summary", {}, "See it on the way: ", h("span", { class: "line" }, requestLine(entry.diagnosis))));
  const draw = () => {
    if (details.open && details.children.length === 1) {
      details.append(lane(entry.diagnosis), canonicalRequests(entry.diagnosis) ?? "");
    }
  };
  return details;
}

function findingsOf(causes, total) {
  return causes.map(({ example, seen, broke, entry, replay }) => findingCard(example, {
    tally: [broke > 0 ? `broke ${broke} of ` : "found in ", count(replay ? seen : total, replay ? "replay" : "request")].join(""),
    diagnosis: entry?.diagnosis,
    evidence: entry && evidenceOf(entry),
  }));
}
