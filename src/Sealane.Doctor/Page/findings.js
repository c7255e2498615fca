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
    || other.broke - one.broke || (one.example.id < other.example.id ? -1 : 1));
}

const journeyOf = (diagnosis, subject) => diagnosis?.journeys.find(journey => journey.subject === subject);

function drawn(journey) {
  return journey && h("ol", { class: "journey", "aria-label": `The journey of ${journey.subject}` }, journey.points.map(point =>
    h("li", { class: point.isAsSent ? null : "lost" },
      h("span", { class: "place" }, point.place),
      h("code", {}, point.values.length === 0 ? "(none)"
        : point.isAsSent || !point.values.includes("(masked)") ? point.values.join(" | ") : "(masked, another value)"),
      !point.isAsSent && unseen(" not as sent"))));
}

function fact(term, ...description) {
  return description.some(Boolean) && h("div", { class: `fact is-${term.toLowerCase()}` }, h("dt", {}, term), h("dd", {}, description));
}

function findingCard(finding, { tally, journey, evidence, ways = [], remedies = [finding.remedy], breaksAnyClient = false, level = 3 }) {
  const title = nextId();
  return h("article", { class: `finding is-${finding.severity.toLowerCase()}`, "aria-labelledby": title },
    h("header", {},
      h("p", { class: "eyebrow" },
        h("span", { class: "severity" }, glyph(finding.severity === "Error" ? "breaks" : finding.severity === "Warning" ? "sometimes" : "notice"), finding.severity),
        h("span", { class: "id" }, finding.id),
        breaksAnyClient && h("span", {}, "no client survives this")),
      h(`h${level}`, { id: title }, finding.title),
      h("ul", { class: "particulars" },
        h("li", {}, h("code", { class: "subject" }, finding.subject)),
        ways.length === 0 && finding.hop && h("li", {}, hopName(finding.hop)),
        finding.client && h("li", {}, finding.client),
        h("li", {}, tally))),
    drawn(journey),
    h("dl", {},
      fact("What", finding.explanation),
      fact("When", finding.condition?.when),
      ways.length > 0 && fact("Ways", h("ul", { class: "ways" }, ways.map(way => h("li", {}, way)))),
      fact("Proof", proofOf(finding)),
      fact("Remedy", remedies.length === 1 ? remedies[0] : h("ul", {}, remedies.map(remedy => h("li", {}, remedy)))),
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
  return causes.map(cause => findingCard(cause.example, {
    ...cause,
    tally: cause.broke > 0 ? `broke ${cause.broke} of ${count(total, "request")}`
      : cause.seen > 0 ? `found in ${cause.seen} of ${count(total, "request")}`
      : `breaks on ${count(cause.ways.length, "way")}`,
    journey: cause.journey ?? journeyOf(cause.entry?.diagnosis, cause.example.subject),
    evidence: cause.entry && evidenceOf(cause.entry),
  }));
}
