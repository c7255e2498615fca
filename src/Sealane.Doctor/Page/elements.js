// Everything that the page shows goes through here, as text: what came from the wire is never read as HTML.

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }

  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// What a colour says, a shape says too.
const shapes = {
  survives: "M3 8.6l3.3 3.3L13 4.6",
  breaks: "M4 4l8 8M12 4l-8 8",
  sometimes: "M2.3 9.4c1.6-3.4 3.7-3.2 5.7-1.4s4.1 2 5.7-1.4",
  refused: "M8 2.4a5.6 5.6 0 100 11.2A5.6 5.6 0 008 2.4M4.1 4.1l7.8 7.8",
  notreached: "M1.8 8h7.4M7 5.6L9.4 8 7 10.4M12.6 3v10",
  absent: "M5 8h6",
  unproven: "M5.4 6.1a2.6 2.6 0 114.3 1.9C8.6 8.9 8 9.3 8 10.4M8 13v.1",
  notice: "M8 7.2v5M8 4.3v.1",
  signed: "M8 1.9l5.3 3v6.2L8 14.1l-5.3-3V4.9z",
  lane: "M1 5h14M1 11h14",
};

function glyph(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name]);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `glyph is-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

const unseen = text => h("span", { class: "unseen" }, text);

const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

let lastId = 0;
const nextId = () => `part-${++lastId}`;
