// What the report's own words mean to a reader. The report says verdicts and changes by name; sentences are made here.

const verdicts = {
  Breaks: { shape: "breaks", word: "breaks", many: "break", sentence: "The signature breaks on the way." },
  BreaksSometimes: { shape: "sometimes", word: "breaks sometimes", many: "break sometimes", brief: "sometimes", sentence: "The signature survived this time and will not always." },
  NotReached: { shape: "notreached", word: "did not arrive", sentence: "The request did not reach the endpoint." },
  Refused: { shape: "refused", word: "refused", sentence: "The way did no harm; the request was refused for another reason." },
  NotProven: { shape: "unproven", word: "not proven", sentence: "Nothing can be said for certain." },
  NotMet: { shape: "absent", word: "never comes here", brief: "not met", sentence: "The operation never comes this way." },
  Survives: { shape: "survives", word: "survives", many: "survive", sentence: "The signature survives the way." },
};

const verdictOf = judged => verdicts[judged.verdict] ?? verdicts.NotProven;

const changes = {
  Removed: "struck",
  Added: "added",
  Changed: "changed",
  Merged: "lines merged",
  Respelled: "respelled",
  Reordered: "moved",
};

const framings = {
  None: "no body",
  ContentLength: "Content-Length",
  Chunked: "chunked",
  Both: "both framings",
};

const hopName = hop => hop.number === undefined || hop.number === null ? hop.name : `hop ${hop.number} (${hop.name})`;

function proofOf(finding) {
  if (!finding.proven) {
    return "Not proven: the heads were compared, and no signature could be checked.";
  }

  if (finding.condition?.isReplayed) {
    return "Proven by replay: the captured request was verified again in that form, and failed.";
  }

  return finding.broke && finding.hop
    ? `Proven by undoing: with ${finding.subject} put back as it was sent, the signature verifies again.`
    : "Proven: the signature was checked under the request's own key.";
}

// The request line as a person reads it: method, path, and the query behind it.
function requestLine(diagnosis) {
  const [method, ...target] = diagnosis.request.split(" ");
  return [h("span", { class: "method" }, method), " ", h("span", { class: "target" }, target.join(" "))];
}

const moment = time => time && new Date(time).toISOString().replace("T", " ").replace(/\.\d+Z/, " UTC");

const clock = time => time ? new Date(time).toLocaleTimeString("en-GB") : "";
