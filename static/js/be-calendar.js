// A calendar beside each input of a date (coopportal/fields.py): Buddhist years, Thai months, Sunday first. It is the
// date picker dialog of the WAI-ARIA Authoring Practices. The input stays a text input; what is typed into it is read
// back under it. Without JavaScript the input is all there is, and it is enough.

import {
  addDays,
  addMonths,
  daysInMonth,
  formatDate,
  formatDateTime,
  formatLong,
  formatMonth,
  fromISO,
  numericDate,
  numericTime,
  parseDate,
  parseDateTime,
  timePart,
  toISO,
  TypedDateError,
  weekday,
  weekdays,
} from "./be-dates.js";

const SELECTOR = "input[data-be-calendar]";
const PATIENCE = 400; // milliseconds after the last key, so that a half-typed date is not read out
const AT_ONCE = 50;
const ready = new WeakSet();
let isPressed = false; // while it is, nothing moves, or a click on what stands below would miss
for (const [type, state] of Object.entries({ pointerdown: true, pointerup: false, pointercancel: false })) {
  document.addEventListener(type, () => (isPressed = state), { capture: true });
}
let numberOfHints = 0;
let calendar; // one for the whole page, made when it is first opened

// -- one input ---------------------------------------------------------------------------------------------------------

class DateInput {
  constructor(input) {
    this.input = input;
    this.words = JSON.parse(input.dataset.beCalendar);
    this.today = fromISO(this.words.today);
    this.hint = element("span", { class: "be-date-hint", id: `be-date-hint-${++numberOfHints}`, role: "status" });
    this.button = element("button", { class: "be-date-button", type: "button", "aria-haspopup": "dialog" }, icon());
    this.button.disabled = input.disabled || input.readOnly;
    this.wrap();
    this.nameButton();
    this.button.addEventListener("click", () => this.open());
    input.addEventListener("input", () => this.soon(PATIENCE, { faults: false }));
    input.addEventListener("change", () => this.soon(AT_ONCE, { faults: true }));
    if (input.value !== this.canonical(input.value)) this.show({ faults: false });
  }

  wrap() {
    const { input } = this;
    const isFocused = document.activeElement === input;
    const box = element("span", { class: "be-date" });
    const row = element("span", { class: "be-date-row" });
    // Bootstrap shows the message of a field that stands beside an invalid one.
    if (input.classList.contains("is-invalid")) box.classList.add("is-invalid");
    input.before(box);
    row.append(input, this.button);
    box.append(row, this.hint);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${this.hint.id}`.trim());
    if (isFocused) input.focus();
  }

  /** What was typed, as a day (and time), null if nothing was typed; throws TypedDateError. */
  read(text = this.input.value) {
    if (!text.trim()) return null;
    return this.words.kind === "datetime" ? parseDateTime(text, this.today) : parseDate(text, this.today);
  }

  /** The day alone, also of a date whose time is still missing; null if it cannot be read. */
  day() {
    for (const read of [() => this.read(), () => parseDate(this.input.value, this.today)]) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof TypedDateError)) throw error;
      }
    }
    return null;
  }

  canonical(text) {
    try {
      const moment = this.read(text);
      if (!moment) return text;
      return this.words.kind === "datetime" ? `${numericDate(moment)} ${numericTime(moment)}` : numericDate(moment);
    } catch {
      return null;
    }
  }

  soon(wait, options) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (isPressed ? this.soon(AT_ONCE, options) : this.show(options)), wait);
  }

  /** Write under the input what was understood; and, when the person has finished typing, what was not. */
  show({ faults }) {
    clearTimeout(this.timer);
    const format = this.words.kind === "datetime" ? formatDateTime : formatDate;
    let text = "";
    let isFault = false;
    try {
      const moment = this.read();
      if (moment) text = format(moment, this.words.language);
    } catch (error) {
      if (!(error instanceof TypedDateError)) throw error;
      isFault = faults;
      if (faults) text = fill(this.words.errors[error.code], error.params);
    }
    this.hint.classList.toggle("be-date-fault", isFault);
    if (this.hint.textContent !== text) this.hint.textContent = text;
    this.nameButton();
  }

  nameButton() {
    const day = this.day();
    const label = this.input.labels?.[0]?.textContent.replace(/[:*\s]+$/, "").trim();
    const parts = [this.words.choose, label, day && formatDate(day, this.words.language)];
    this.button.setAttribute("aria-label", parts.filter(Boolean).join(", "));
    this.button.title = this.words.choose;
  }

  open() {
    calendar ??= new Calendar();
    calendar.open(this);
  }

  /** Take a day from the calendar; a time that was typed stays, one that is missing is asked for. */
  take(day) {
    const isMoment = this.words.kind === "datetime";
    const time = isMoment ? timePart(this.input.value) : "";
    this.input.value = isMoment ? `${numericDate(day)} ${time}` : numericDate(day);
    this.tell();
    if (isMoment && !time) {
      this.show({ faults: true });
      this.input.focus();
      this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    }
  }

  clear() {
    this.input.value = "";
    this.tell();
  }

  tell() {
    for (const type of ["input", "change"]) this.input.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

// -- the dialog --------------------------------------------------------------------------------------------------------

class Calendar {
  constructor() {
    this.dialog = element("dialog", { class: "be-calendar", "aria-labelledby": "be-calendar-title" });
    this.title = element("h2", { id: "be-calendar-title", "aria-live": "polite" });
    this.grid = element("table", {
      role: "grid",
      "aria-labelledby": "be-calendar-title",
      "aria-describedby": "be-calendar-keys",
    });
    this.keys = element("p", { id: "be-calendar-keys", class: "be-calendar-keys" });
    this.head = element("div", { class: "be-calendar-head" });
    this.foot = element("div", { class: "be-calendar-foot" });
    // The dialog itself has no padding: a click that hits it, and nothing inside, was meant for the page behind.
    this.dialog.append(element("div", { class: "be-calendar-inside" }, this.head, this.grid, this.keys, this.foot));
    document.body.append(this.dialog);
    this.grid.addEventListener("keydown", (event) => this.press(event));
    this.grid.addEventListener("click", (event) => this.choose(event.target.closest("button")?.dataset.day));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.closed());
    window.addEventListener("resize", () => this.dialog.open && this.place());
  }

  open(field) {
    this.field = field;
    this.words = field.words;
    this.language = field.words.language;
    this.chosen = field.day();
    this.answer = null;
    this.build();
    this.go(this.chosen ?? field.today, { focus: false });
    this.dialog.showModal();
    this.place();
    this.focusDay();
  }

  build() {
    const { words } = this;
    const step = (label, sign, months) => {
      const button = element("button", { type: "button", "aria-label": label, title: label }, sign);
      button.addEventListener("click", () => this.go(addMonths(this.day, months), { focus: false }));
      return button;
    };
    this.head.replaceChildren(
      step(words.previousYear, "«", -12),
      step(words.previousMonth, "‹", -1),
      this.title,
      step(words.nextMonth, "›", 1),
      step(words.nextYear, "»", 12),
    );
    const names = weekdays(this.language).map(({ full, short }) =>
      element("th", { scope: "col", abbr: full }, short),
    );
    this.body = element("tbody");
    this.grid.replaceChildren(element("thead", {}, element("tr", {}, ...names)), this.body);
    this.keys.textContent = words.keys;
    const action = (label, act) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", act);
      return button;
    };
    this.foot.replaceChildren(action(words.todayLabel, () => this.choose(words.today)));
    if (!this.field.input.required) this.foot.append(action(words.clear, () => this.choose("")));
    this.foot.append(action(words.close, () => this.dialog.close()));
  }

  /** Show the month of a day, and make the day the one that Tab reaches. */
  go(day, { focus = true } = {}) {
    this.day = day;
    const title = formatMonth(day, this.language);
    if (this.title.textContent !== title) this.title.textContent = title;
    const cells = Array.from({ length: weekday({ ...day, day: 1 }) }, () => element("td"));
    for (let number = 1; number <= daysInMonth(day.year, day.month); number++) {
      cells.push(this.cell({ ...day, day: number }));
    }
    while (cells.length % 7) cells.push(element("td"));
    const rows = [];
    for (let place = 0; place < cells.length; place += 7) {
      rows.push(element("tr", {}, ...cells.slice(place, place + 7)));
    }
    this.body.replaceChildren(...rows);
    if (focus) this.focusDay();
  }

  cell(day) {
    const iso = toISO(day);
    const button = element("button", { type: "button", "data-day": iso, "aria-label": formatLong(day, this.language) });
    button.textContent = day.day;
    button.tabIndex = day.day === this.day.day ? 0 : -1;
    if (iso === this.words.today) button.setAttribute("aria-current", "date");
    const isChosen = this.chosen !== null && iso === toISO(this.chosen);
    return element("td", { "aria-selected": String(isChosen) }, button);
  }

  focusDay() {
    this.body.querySelector(`[data-day="${toISO(this.day)}"]`).focus();
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const day = this.day;
    const moves = {
      ArrowLeft: () => addDays(day, -1),
      ArrowRight: () => addDays(day, 1),
      ArrowUp: () => addDays(day, -7),
      ArrowDown: () => addDays(day, 7),
      Home: () => addDays(day, -weekday(day)),
      End: () => addDays(day, 6 - weekday(day)),
      PageUp: () => addMonths(day, event.shiftKey ? -12 : -1),
      PageDown: () => addMonths(day, event.shiftKey ? 12 : 1),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    this.go(moves[event.key]());
  }

  /** Close with an ISO date, or with "" for none; nothing happens beside the days. */
  choose(iso) {
    if (iso === undefined) return;
    this.answer = iso;
    this.dialog.close();
  }

  closed() {
    this.field.button.focus();
    if (this.answer) this.field.take(fromISO(this.answer));
    else if (this.answer === "") this.field.clear();
  }

  /** Under the button, or above it, where there is room; a narrow screen centres it by itself. */
  place() {
    const { style } = this.dialog;
    style.removeProperty("left");
    style.removeProperty("top");
    if (!window.matchMedia("(min-width: 30rem)").matches) return;
    const anchor = this.field.button.getBoundingClientRect();
    const { width, height } = this.dialog.getBoundingClientRect();
    const edge = 8;
    const under = anchor.bottom + 4;
    const top = under + height + edge <= window.innerHeight ? under : anchor.top - 4 - height;
    style.setProperty("left", `${Math.max(edge, Math.min(anchor.left, window.innerWidth - width - edge))}px`);
    style.setProperty("top", `${Math.max(edge, Math.min(top, window.innerHeight - height - edge))}px`);
  }
}

// -- pieces ------------------------------------------------------------------------------------------------------------

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function icon() {
  const make = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const svg = make("svg", { viewBox: "0 0 24 24", width: "22", height: "22", "aria-hidden": "true", fill: "none" });
  svg.append(
    make("path", {
      d: "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
      stroke: "currentColor",
      "stroke-width": "1.8",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  return svg;
}

const fill = (message, params) => message.replace(/%\((\w+)\)s/g, (_, name) => params[name]);

function start(root) {
  for (const input of root.querySelectorAll(SELECTOR)) {
    // The row from which the admin copies new ones stays as it is; its copies are announced below.
    if (ready.has(input) || input.closest(".empty-form")) continue;
    ready.add(input);
    new DateInput(input);
  }
}

start(document);
document.addEventListener("formset:added", (event) => start(event.target));
