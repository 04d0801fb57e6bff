// Dates as Thais write and type them: what coopportal/thai/dates.py does, for the moment before a form is sent.
// A day is { year, month, day } with a CE year; what a person reads has the Buddhist-era year. Both sides are held
// together by tests/browser/test_dates.py. Nothing here is trusted: the server reads what was typed again.

export const BE_OFFSET = 543;
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2150;
const FIRST_TYPED_BE_YEAR = 2400;
const LONGEST_TYPED = 80;
const NEAR_YEARS = 10;

const MONTHS = {
  th: "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const SHORT_MONTHS = "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค".split(" ");
const WEEKDAYS = {
  th: "อาทิตย์ จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์".split(" ").map((name) => `วัน${name}`),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
};
const SHORT_WEEKDAYS = {
  th: "อา. จ. อ. พ. พฤ. ศ. ส.".split(" "),
  en: "Su Mo Tu We Th Fr Sa".split(" "),
};

const ERA = "(?<era>[พค]\\.?\\s?ศ\\.?)?";
const GAP = "(?:\\s*[/.\\-–]\\s*|\\s+)";
const DATE_FORMS = [
  `(?<year>[0-9]{4})${GAP}(?<month>[0-9]{1,2})${GAP}(?<day>[0-9]{1,2})`,
  `(?<day>[0-9]{1,2})${GAP}(?<month>[0-9]{1,2})${GAP}${ERA}\\s*(?<year>[0-9]{1,6})`,
  "(?<day>[0-9]{1,2})[\\s/.\\-–]*(?<month>[ก-๎A-Za-z][ก-๎A-Za-z.\\s]*?)[\\s/.,\\-–]*" +
    `${ERA}\\s*(?<year>[0-9]{1,6})`,
].map((form) => new RegExp(`^${form}$`));
const DAY_WORDS = /^วัน[ก-๎]*ที่\s*/;
const CLOCK = "[0-9]{1,2}(?:[.:][0-9]{2}){1,2}(?:\\s*น\\.?)?|[0-9]{1,2}\\s*น\\.?";
const TIME =
  /^(?:เวลา\s*)?(?<hour>[0-9]{1,2})(?:[.:](?<minute>[0-9]{2})(?:[.:](?<second>[0-9]{2}))?(?:\s*น\.?)?|\s*น\.?)$/;
const DATE_AND_TIME = new RegExp(`^(?<date>.+?)(?:\\s*เวลา\\s*|,\\s*|\\s+|T)(?<time>${CLOCK})$`);

const JUNK =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/g;
const MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}/g;
const TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c";

/** A text that was not understood; `code` and `params` are those of coopportal.thai.dates.TypedDateError. */
export class TypedDateError extends Error {
  constructor(code, params) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

// -- days --------------------------------------------------------------------------------------------------------------

export const fromISO = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return { year, month, day };
};

export const toISO = ({ year, month, day }) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

export const daysInMonth = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 0 is Sunday. */
export const weekday = ({ year, month, day }) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** So many days later; the ends of what may be typed are not passed. */
export function addDays({ year, month, day }, number) {
  const moved = new Date(Date.UTC(year, month - 1, day + number));
  if (moved.getUTCFullYear() < FIRST_YEAR) return { year: FIRST_YEAR, month: 1, day: 1 };
  if (moved.getUTCFullYear() > LAST_YEAR) return { year: LAST_YEAR, month: 12, day: 31 };
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** The same day of another month, or its last day; the ends of what may be typed are not passed. */
export function addMonths({ year, month, day }, number) {
  const first = FIRST_YEAR * 12;
  const last = LAST_YEAR * 12 + 11;
  const months = Math.min(Math.max(year * 12 + month - 1 + number, first), last);
  const [newYear, newMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return { year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) };
}

// -- writing -----------------------------------------------------------------------------------------------------------

/** `26 เมษายน 2565`; in English `26 April 2022`. */
export const formatDate = ({ year, month, day }, language) =>
  `${day} ${MONTHS[language][month - 1]} ${language === "en" ? year : year + BE_OFFSET}`;

/** `26 เมษายน 2565 เวลา 09.00 น.`; in English `26 April 2022, 09:00`. */
export function formatDateTime(moment, language) {
  const [hour, minute] = [moment.hour, moment.minute].map((number) => String(number).padStart(2, "0"));
  const date = formatDate(moment, language);
  return language === "en" ? `${date}, ${hour}:${minute}` : `${date} เวลา ${hour}.${minute} น.`;
}

/** `เมษายน 2565`; in English `April 2022 (B.E. 2565)`. */
export const formatMonth = ({ year, month }, language) =>
  language === "en"
    ? `${MONTHS.en[month - 1]} ${year} (B.E. ${year + BE_OFFSET})`
    : `${MONTHS.th[month - 1]} ${year + BE_OFFSET}`;

/** `วันอังคารที่ 26 เมษายน 2565`. */
export const formatLong = (day, language) =>
  `${WEEKDAYS[language][weekday(day)]}${language === "en" ? "" : "ที่"} ${formatDate(day, language)}`;

/** The form in which a date stands in an input: `26/4/2565`. */
export const numericDate = ({ year, month, day }) => `${day}/${month}/${year + BE_OFFSET}`;

/** The form in which a time stands in an input: `09.00`, or `09.00.30`. */
export const numericTime = ({ hour, minute, second }) =>
  [hour, minute, ...(second ? [second] : [])].map((number) => String(number).padStart(2, "0")).join(".");

/** The days of the week, Sunday first, each as { full, short }. */
export const weekdays = (language) =>
  WEEKDAYS[language].map((full, place) => ({ full, short: SHORT_WEEKDAYS[language][place] }));

// -- reading -----------------------------------------------------------------------------------------------------------

/** The day that a text means; throws TypedDateError. */
export function parseDate(text, today) {
  const typed = plain(text).replace(DAY_WORDS, "");
  const groups = DATE_FORMS.map((form) => form.exec(typed)?.groups).find(Boolean);
  const month = groups ? monthNumber(groups.month) : null;
  if (month === null) throw new TypedDateError("unreadable", { value: text });
  const year = ceYear(groups.year, groups.era, today);
  const day = Number(groups.day);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!isDay) throw new TypedDateError("day", { value: text });
  return { year, month, day };
}

/** The time of day that a text means, as { hour, minute, second }; throws TypedDateError. */
export function parseTime(text) {
  const groups = TIME.exec(plain(text))?.groups;
  const [hour, minute, second] = [groups?.hour, groups?.minute, groups?.second].map((digits) => Number(digits ?? 0));
  if (!groups || hour > 23 || minute > 59 || second > 59) throw new TypedDateError("time", { value: text });
  return { hour, minute, second };
}

/** The date and time that a text means, as { year, month, day, hour, minute, second }; throws TypedDateError. */
export function parseDateTime(text, today) {
  const groups = DATE_AND_TIME.exec(plain(text))?.groups;
  if (!groups) {
    parseDate(text, today);
    throw new TypedDateError("time_missing", { value: text });
  }
  return { ...parseDate(groups.date, today), ...parseTime(groups.time) };
}

/** The time at the end of a text, as it was typed; empty if there is none. */
export const timePart = (text) => DATE_AND_TIME.exec(plain(text))?.groups.time ?? "";

function plain(text) {
  const digits = normalise(text).replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  const spaced = digits.trim().replace(/\s+/g, " ");
  return [...spaced].length <= LONGEST_TYPED ? spaced : "";
}

function normalise(text) {
  return text
    .replace(JUNK, "")
    .normalize("NFC")
    .replaceAll("\u0e33", "\u0e4d\u0e32")
    .replace(/(\u0e4d[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*)\u0e32([\u0e48-\u0e4c]+)/g, "$1$2\u0e32")
    .replace(MARKS, (marks) => [...new Set(marks)].sort((a, b) => rank(a) - rank(b)).join(""))
    .replaceAll("\u0e4d\u0e32", "\u0e33")
    .replaceAll("เเ", "แ");
}

const rank = (mark) => (mark === "\u0e4d" ? 2 : Number(TONES.includes(mark)));

function monthNumber(name) {
  if (/^[0-9]+$/.test(name)) return Number(name);
  const key = name.replace(/[.\s]/g, "").toLowerCase().replaceAll("ฏ", "ฎ");
  const place = MONTHS.th.findIndex(
    (full, index) =>
      key === SHORT_MONTHS[index] ||
      (key.length >= 4 && full.startsWith(key)) ||
      (key.length >= 3 && MONTHS.en[index].toLowerCase().startsWith(key)),
  );
  return place < 0 ? null : place + 1;
}

function ceYear(digits, era, today) {
  const typed = Number(digits);
  const christian = era?.startsWith("ค") ?? false;
  let year = typed - BE_OFFSET;
  if (digits.length === 2 && !christian) {
    year = 2500 + typed - BE_OFFSET;
    if (era === undefined && isNear(2000 + typed, today) && !isNear(year, today)) {
      throw new TypedDateError("era", { short: digits, be: 2500 + typed, ce: 2000 + typed });
    }
  } else if (christian || (era === undefined && typed < FIRST_TYPED_BE_YEAR)) {
    year = typed;
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new TypedDateError("year", { year: digits });
  return year;
}

const isNear = (year, today) => Math.abs(year - today.year) <= NEAR_YEARS;
