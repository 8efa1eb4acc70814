// The host's look: variables on the element, or a theme object. What cannot be read in it gives way by as much as it takes.

// Text, and what it stands on; style sheets are tested over the same pairs.
const SURFACES = ["page", "surface", "raised", "good-surface", "warn-surface", "bad-surface", "busy-surface"];
const READ = {
  text: SURFACES, quiet: SURFACES, accent: ["page", "surface", "raised", "busy-surface", "accent-surface"],
  "on-accent": ["accent-solid", "danger-solid"], good: ["surface", "good-surface"], warn: ["surface", "warn-surface"], bad: ["surface", "bad-surface"],
};
// WCAG 2.2, 1.4.3.
const LEAST = 4.5;
const STEPS = 20;

// The elements that are shown, to be painted again when the reader's scheme changes or the host's page does.
const painted = new Map();
const again = () => {
  for (const [box, paint] of painted) box.isConnected ? paint() : painted.delete(box);
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
// Where hosts say which of their looks it is.
new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["class", "style", "data-theme"] });

const variable = (name) => `--ca-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

// Red, green and blue from 0 to 1 of whatever a colour is written as, in the scheme that holds in `box`; with a fourth number
// what shines through it.
function colourOf(box, value) {
  const probe = document.createElement("i");
  probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
  box.append(probe);
  const parts = getComputedStyle(probe).color.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  probe.remove();
  return parts.length >= 3 ? parts : undefined;
}

// WCAG 2.2, relative luminance.
function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const whole = Math.min(Math.max(part, 0), 1);
    return whole <= 0.04045 ? whole / 12.92 : ((whole + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const toward = (colour, end, share) => colour.slice(0, 3).map((part) => part + (end - part) * share);

// The nearest colour that can be read on all of them; if there is none, the one that can be read best.
function readable(colour, grounds) {
  const worst = (colour) => Math.min(...grounds.map((ground) => contrast(colour, ground)));
  let best = colour;
  for (let step = 1; step <= STEPS; step += 1) {
    for (const end of [0, 1]) {
      const other = toward(colour, end, step / STEPS);
      if (worst(other) > worst(best)) best = other;
    }
    if (worst(best) >= LEAST) break;
  }
  return best;
}

function repair(box) {
  const known = new Map();
  const of = (name) => {
    if (!known.has(name)) known.set(name, colourOf(box, `var(--ca-${name})`));
    return known.get(name);
  };
  for (const [name, grounds] of Object.entries(READ)) {
    const colour = of(name), solid = grounds.map(of).filter((ground) => ground && !(ground[3] < 1));
    if (!colour || !solid.length || solid.every((ground) => contrast(colour, ground) >= LEAST)) continue;
    const [r, g, b] = readable(colour, solid);
    box.style.setProperty(`--ca-${name}`, `color(srgb ${r} ${g} ${b})`);
  }
}

// Paints `box` as `theme` says: a scheme, or an object of a scheme and variables.
export function paint(box, theme, sheet) {
  const { scheme = "auto", ...values } = typeof theme === "object" ? theme ?? {} : { scheme: theme };
  painted.set(box, () => paint(box, theme, sheet));
  const { style } = box;
  for (const name of [...style]) if (name.startsWith("--ca-")) style.removeProperty(name);
  style.colorScheme = ["light", "dark"].includes(scheme) ? scheme : "";
  for (const [name, value] of Object.entries(values)) style.setProperty(variable(name), value);
  const own = sheet.cssRules[0].style, given = getComputedStyle(box);
  const isChanged = (name) => own.getPropertyValue(`--ca-${name}`).trim() !== given.getPropertyValue(`--ca-${name}`).trim();
  const changed = [...new Set([...Object.keys(READ), ...Object.values(READ).flat()])].filter(isChanged);
  if (!changed.length) return;
  const ground = ["surface", "page"].find((name) => changed.includes(name));
  const colour = ground && colourOf(box, `var(--ca-${ground})`);
  // All that the host did not say goes with what it said.
  if (colour && !style.colorScheme) style.colorScheme = luminance(colour) < 0.18 ? "dark" : "light";
  repair(box);
}
