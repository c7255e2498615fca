// The list of requests, with a filter; it leads to each of them.

const mostRows = 500;

function requestList({ newestFirst }) {
  let entries = [];
  let current = null;
  let most = mostRows;
  const text = h("input", { type: "search", id: nextId(), autocomplete: "off", spellcheck: "false", placeholder: "path, client, finding", oninput: () => draw() });
  const only = h("select", { id: nextId(), onchange: () => draw() },
    h("option", { value: "" }, "every verdict"),
    Object.entries(verdicts).filter(([name]) => name !== "NotProven" && name !== "NotMet").map(([name, { word }]) => h("option", { value: name }, word)));
  const tally = h("p", { class: "tally" });
  const list = h("ol", { class: "requests", onkeydown: walk });
  const more = h("button", { type: "button", class: "more", onclick: () => { most += mostRows; draw(); } });

  function draw() {
    const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = entries.filter(entry => (!only.value || entry.diagnosis.verdict === only.value) && words.every(word => entry.haystack.includes(word)));
    const focused = document.activeElement?.closest?.("ol.requests a")?.getAttribute("href");
    list.replaceChildren(...(newestFirst ? wanted.slice(-most).reverse() : wanted.slice(0, most)).map(row));
    list.querySelector(focused ? `a[href="${focused}"]` : "none")?.focus();
    more.hidden = wanted.length <= most;
    more.textContent = `${(wanted.length - most).toLocaleString("en")} more`;
    tally.textContent = wanted.length === entries.length ? count(entries.length, "request") : `${wanted.length} of ${count(entries.length, "request")}`;
  }

  function row(entry) {
    const verdict = verdictOf(entry.diagnosis);
    entry.row ??= h("li", {}, h("a", { href: `#request-${entry.number}`, class: `is-${verdict.shape}` },
      glyph(verdict.shape),
      h("span", { class: "line" }, requestLine(entry.diagnosis)),
      h("span", { class: "meta" }, [verdict.brief ?? verdict.word, entry.diagnosis.status, entry.diagnosis.client, clock(entry.diagnosis.time)].filter(Boolean).join(" · "))));
    entry.row.firstChild.toggleAttribute("data-current", entry.number === current);
    entry.number === current ? entry.row.firstChild.setAttribute("aria-current", "page") : entry.row.firstChild.removeAttribute("aria-current");
    return entry.row;
  }

  function walk(event) {
    const links = [...list.querySelectorAll("a")];
    const next = links[links.indexOf(event.target.closest("a")) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  return {
    element: [
      h("h2", { id: "requests-title" }, "Requests"),
      h("form", { class: "filter", role: "search", "aria-label": "Requests", onsubmit: event => event.preventDefault() },
        h("label", { for: text.id }, "Find"), text, h("label", { for: only.id }, "Verdict"), only),
      tally, list, more,
    ],
    show(shown, number) {
      entries = shown;
      current = number;
      draw();
    },
  };
}
