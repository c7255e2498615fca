// The way of one request, drawn as a lane: client, hops, endpoint, and on the line between them whether the signature still holds.

function stationsOf(diagnosis) {
  const stations = [{ kind: "client", name: diagnosis.client ?? "client", role: "Client" }];
  for (const leg of diagnosis.way) {
    stations.push({ kind: leg.number ? "hop" : "unseen", name: leg.name, role: leg.number ? `Hop ${leg.number}` : "Unseen", leg });
  }

  const stopped = diagnosis.way.some(leg => !leg.after);
  if (!stopped && diagnosis.verdict !== "NotReached") {
    stations.push({ kind: "endpoint", name: "S3 endpoint", role: "Endpoint" });
  }

  return stations;
}

// The findings that happened at this station and broke the signature there.
function breaksAt(diagnosis, station) {
  return station.leg
    ? diagnosis.findings.filter(finding => finding.broke && finding.hop
      && finding.hop.name === station.leg.name && (finding.hop.number ?? null) === (station.leg.number ?? null))
    : [];
}

function deeds(leg) {
  if (!leg.after) {
    return ["the request ended here"];
  }

  const tally = { struck: 0, added: 0, changed: 0, respelled: 0 };
  for (const { before, after } of pairs(leg.before, leg.after)) {
    const change = !before ? "Added" : !after ? "Removed" : before.change;
    tally.struck += change === "Removed";
    tally.added += change === "Added";
    tally.changed += change === "Changed" || change === "Merged";
    tally.respelled += change === "Respelled";
  }

  tally.changed += leg.before.startLineChange === "Changed";
  const told = Object.entries(tally).filter(([, number]) => number > 0).map(([deed, number]) => `${number} ${deed}`);
  return told.length > 0 ? told : ["nothing changed"];
}

function lane(diagnosis) {
  const stations = stationsOf(diagnosis);
  const panel = h("div", { class: "panel", id: nextId() });
  const buttons = [];
  let holds = true;
  let framing = null;
  const items = stations.map((station, index) => {
    const broke = breaksAt(diagnosis, station);
    const stopped = station.leg && !station.leg.after;
    const arrives = holds;
    holds &&= broke.length === 0;
    const leaves = station.kind === "client" ? stations[1]?.leg?.framingBefore : station.leg?.framingAfter;
    const reframed = leaves && leaves !== "None" && leaves !== framing;
    framing = leaves ?? framing;
    const button = h("button", {
      type: "button",
      "aria-controls": panel.id,
      onclick: () => choose(index),
      onkeydown: event => walk(event, index),
    },
      h("span", { class: "dot" }, broke.length > 0 ? glyph("breaks") : stopped ? glyph("notreached")
        : station.kind === "hop" ? String(station.leg.number)
        : station.kind === "endpoint" ? glyph(diagnosis.status < 300 ? "survives" : "breaks")
        : station.kind === "unseen" ? glyph("unproven") : null),
      h("span", { class: "role" }, station.role),
      h("span", { class: "name" }, station.name),
      tellings(diagnosis, station, broke).map(([kind, text]) => h("span", { class: `telling ${kind}` }, text)));
    buttons.push(button);
    return h("li", {
      class: `station is-${station.kind}`,
      "data-arrives": index === 0 ? null : arrives ? "whole" : "broken",
      "data-leaves": index === stations.length - 1 ? null : holds ? "whole" : "broken",
    },
      button,
      reframed && index < stations.length - 1 && h("span", { class: "framing" }, unseen("The body goes on as "), framings[leaves]));
  });

  function choose(index) {
    buttons.forEach((button, i) => i === index ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current"));
    panel.replaceChildren(...shown(diagnosis, stations[index]));
  }

  function walk(event, index) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : index + (step ?? NaN);
    if (buttons[next]) {
      event.preventDefault();
      buttons[next].focus();
      choose(next);
    }
  }

  // Where it broke, or ended; else the first hop.
  const telling = [
    stations.findIndex(station => breaksAt(diagnosis, station).length > 0),
    stations.findIndex(station => station.leg && !station.leg.after),
    Math.min(1, stations.length - 1),
  ];
  choose(telling.find(index => index >= 0));
  return h("div", { class: "way" },
    h("ol", { class: "lane", "aria-label": "The way of the request: choose a station to see the head there" }, items),
    panel);
}

function tellings(diagnosis, station, broke) {
  switch (station.kind) {
    case "client":
      return diagnosis.sent ? [["plain", `signed ${count(diagnosis.signedHeaders.length, "header")}`]] : [];
    case "endpoint":
      return [[diagnosis.status < 300 ? "good" : "bad", diagnosis.status ? `answered ${diagnosis.status}` : "reached"],
        ...diagnosis.errorCode ? [["bad", diagnosis.errorCode]] : []];
    default:
      return [
        ...broke.map(finding => ["bad", `broke it: ${finding.subject}`]),
        ...deeds(station.leg).map(deed => ["plain", deed]),
        ...station.leg.hold && station.leg.framingBefore === "Chunked" ? [["plain", `held ${station.leg.hold}`]] : [],
        ...station.leg.fault ? [["bad", station.leg.fault]] : [],
      ];
  }
}

function shown(diagnosis, station) {
  switch (station.kind) {
    case "client":
      return [headAt("The head as the client sent it", diagnosis.sent ?? diagnosis.way[0].before)];
    case "endpoint": {
      const last = diagnosis.way.at(-1);
      return [
        diagnosis.errorMessage && h("blockquote", { class: "refusal" }, h("strong", {}, diagnosis.errorCode), " ", diagnosis.errorMessage),
        headAt("The head as it arrived", last?.after ?? diagnosis.sent),
      ].filter(Boolean);
    }
    default:
      return [headsOfHop(station.leg), answerOf(station.leg)].filter(Boolean);
  }
}
