// The live console's side of the page: requests as they come, until somebody pauses or clears.

function stream(address, { onChange, announce }) {
  let entries = [];
  let waiting = null;
  let most = Infinity;
  let missed = 0;
  let source = null;
  const state = h("span", { class: "state", role: "status" }, "connecting");
  const pause = h("button", { type: "button", "aria-pressed": "false", onclick: () => setPaused(waiting === null) }, "Pause");
  const clear = h("button", { type: "button", onclick: () => fetch("clear", { method: "POST" }) }, "Clear");
  const save = h("a", { class: "button", href: "report.html", download: "sealane-report.html" }, "Save report");

  function take(entry) {
    if (waiting !== null) {
      waiting.push(entry);
      waiting = waiting.slice(-most);
      tell();
      return;
    }

    entries = [...entries, entry].slice(-most);
    changed();
  }

  // A burst is drawn once.
  let drawing = false;
  function changed() {
    if (!drawing) {
      drawing = true;
      requestAnimationFrame(() => {
        drawing = false;
        onChange(entries);
      });
    }
  }

  function setPaused(paused) {
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Resume" : "Pause";
    if (paused) {
      waiting = [];
    } else {
      entries = [...entries, ...waiting].slice(-most);
      waiting = null;
      changed();
    }

    tell();
    announce(paused ? "Paused" : "Live");
  }

  function tell() {
    const open = source.readyState === EventSource.OPEN;
    state.dataset.state = !open ? "lost" : waiting === null ? "live" : "paused";
    state.textContent = (!open ? "reconnecting" : waiting === null ? "live" : `paused, ${waiting.length} waiting`)
      + (missed > 0 ? `; ${count(missed, "request")} came too fast to be shown` : "");
  }

  function listen() {
    source = new EventSource(address);
    source.onopen = tell;
    source.onerror = tell;
    source.addEventListener("welcome", event => ({ most } = JSON.parse(event.data)));
    source.addEventListener("request", event => take(entryOf(JSON.parse(event.data), Number(event.lastEventId.split("-")[1]))));
    source.addEventListener("missed", event => {
      missed = Number(event.data);
      tell();
    });
    source.addEventListener("cleared", () => {
      entries = [];
      waiting &&= [];
      tell();
      changed();
    });
  }

  listen();
  return { controls: [state, pause, clear, save] };
}
