// The canonical request that the client signed beside the one that the endpoint computes: the line that differs is the reason.

function canonicalRequests(diagnosis) {
  const lines = diagnosis.canonicalRequests;
  if (!lines) {
    return null;
  }

  const differing = lines.filter(line => line.differs);
  const table = headTable("The canonical request, line by line", ["Line", "As the client signed it", "As the endpoint computes it", "Verdict"],
    lines.map(line => comparedRow(line.part, line.client ?? null, line.endpoint ?? null, {
      differs: line.differs,
      label: line.differs && "differs",
    })));
  return h("details", { class: "canonical", open: differing.length > 0 },
    h("summary", {}, h("h3", {}, "Canonical request"),
      h("span", { class: "aside" }, differing.length === 0
        ? "client and endpoint compute the same"
        : `${count(differing.length, "line differs", "lines differ")}: ${differing.map(line => line.part).join(", ")}`)),
    table);
}
