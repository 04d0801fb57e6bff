// The photos of an event: one request and one progress bar for each photo that is added, and their order by dragging
// or by the arrow keys. Without this file the same forms work, with a page for each step. Nothing here is trusted: the
// server judges every file, and says in which order the photos stand.

const page = document.querySelector(".photos");
const words = JSON.parse(document.getElementById("photo-words").textContent);
const cards = page.querySelector(".photo-cards");
const said = document.getElementById("photo-said");
const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const ids = () => [...cards.children].map((card) => card.dataset.photo);

function number() {
  [...cards.children].forEach((card, index) => {
    card.querySelector("[data-place]").textContent = index + 1;
  });
}

// -- adding ------------------------------------------------------------------------------------------------------------

const upload = document.getElementById("photo-upload");

/** Send one photo; resolves to { card, place }, or to { refused } with the sentence why not; calls `progress` with 0-1. */
function send(file, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", upload.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.upload.onload = () => progress(1);
    request.onerror = () => resolve({ refused: words.lost, again: true });
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A page of the server or of a proxy before it.
      }
      if (request.status === 413) answer = { refused: words.size };
      resolve(answer.card || answer.refused ? answer : { refused: words.refused, again: true });
    };
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    data.append("photos", file);
    request.send(data);
  });
}

function insert(html) {
  const card = new DOMParser().parseFromString(html, "text/html").querySelector(".photo-card");
  cards.append(card);
  saved.push(card.dataset.photo);
  prepare(card);
  document.getElementById("photo-texts").hidden = false;
  document.getElementById("photo-none")?.remove();
  return card;
}

/** The line of one photo: its name, a bar, and what becomes of it. */
function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const state = document.createElement("span");
  state.textContent = words.waiting;
  item.append(name, bar, state);
  upload.querySelector(".uploads").append(item);
  return { item, bar, state };
}

async function add(file, { item, bar, state }) {
  item.classList.remove("refused");
  const answer =
    file.size > Number(words.limit)
      ? { refused: words.size }
      : await send(file, (part) => {
          bar.value = part;
          state.textContent = part < 1 ? fill(words.sending, { percent: Math.floor(part * 100) }) : words.working;
          if (part === 1) bar.removeAttribute("value"); // the server works on it: nobody knows how long
        });
  bar.remove();
  if (answer.card) {
    const card = insert(answer.card);
    state.textContent = fill(words.added, { place: answer.place });
    const link = document.createElement("a");
    link.href = `#${card.id}`;
    link.append(state.firstChild);
    state.append(link);
  } else {
    state.textContent = answer.refused;
    item.classList.add("refused");
    if (answer.again) state.append(" ", again(file, item));
  }
  said.textContent = `${file.name}: ${state.firstChild.textContent}`;
}

function again(file, item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words.again;
  button.addEventListener("click", () => {
    item.remove();
    addAll([file]);
  });
  return button;
}

let adding = Promise.resolve();

/** Photos go one after the other, in the order in which they were chosen: so they stand in that order. */
function addAll(files) {
  for (const [file, place] of [...files].map((file) => [file, line(file)])) {
    adding = adding.then(() => add(file, place));
  }
}

if (upload) {
  const input = upload.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    addAll(input.files);
    input.value = "";
  });
  upload.querySelector("button[type=submit]").hidden = true; // choosing is enough
  upload.addEventListener("submit", (event) => event.preventDefault());
  for (const type of ["dragover", "dragleave", "drop"]) {
    upload.addEventListener(type, (event) => {
      event.preventDefault();
      upload.classList.toggle("over", type === "dragover");
    });
  }
  upload.addEventListener("drop", (event) => addAll(event.dataTransfer.files));
  window.addEventListener("beforeunload", (event) => {
    if (upload.querySelector("progress")) event.preventDefault();
  });
}

// -- order -------------------------------------------------------------------------------------------------------------

/** Arrange the cards as the server says. */
function arrange(order) {
  for (const id of order) {
    const card = document.getElementById(`photo-${id}`);
    if (card) cards.append(card);
  }
  number();
}

let saving = Promise.resolve();
let saved = ids(); // the order as the server has it
let waiting = 0; // moves without an answer: until the last has one, the cards stay where the person put them

/** Save that `card` stands where it is now; `seen` is the order before. */
function save(card, seen) {
  waiting += 1;
  const data = new FormData();
  data.append("csrfmiddlewaretoken", token);
  data.append("photo", card.dataset.photo);
  data.append("before", card.nextElementSibling?.dataset.photo ?? "");
  data.append("seen", seen.join(","));
  number();
  saving = saving.then(async () => {
    let answer;
    try {
      const response = await fetch(page.dataset.move, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
      });
      answer = await response.json();
    } catch {
      answer = { refused: words.lost };
    }
    waiting -= 1;
    if (answer.refused) {
      if (!waiting) arrange(saved);
      said.textContent = fill(words.notMoved, { why: answer.refused });
      return;
    }
    const focused = document.activeElement;
    saved = answer.order;
    if (!waiting && saved.join() !== ids().join()) arrange(saved);
    if (cards.contains(focused)) focused.focus();
    const place = answer.order.indexOf(Number(card.dataset.photo)) + 1;
    const moved = fill(words.moved, { place, all: answer.order.length });
    said.textContent = answer.othersMoved ? `${moved} ${words.others}` : moved;
  });
}

/** Move a card to a place (0 is the first), keep the focus on it, and save. */
function move(card, place, focused) {
  const seen = ids();
  const others = [...cards.children].filter((other) => other !== card);
  const target = Math.max(0, Math.min(place, others.length));
  if (seen.indexOf(card.dataset.photo) === target) return;
  cards.insertBefore(card, others[target] ?? null);
  focused?.focus();
  card.scrollIntoView({ block: "nearest" });
  save(card, seen);
}

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function onKey(event, card) {
  const here = [...cards.children].indexOf(card);
  const places = { Home: 0, End: cards.children.length };
  const place = event.key in STEPS ? here + STEPS[event.key] : places[event.key];
  if (place === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  move(card, place, event.currentTarget);
}

const ENDS = ["pointerup", "pointercancel"];

/** While the pointer drags, the card goes where the pointer is; when it lets go, the order is saved. */
function onDrag(event, card) {
  if (event.button !== 0) return;
  const seen = ids();
  card.classList.add("dragged");
  const follow = ({ clientX, clientY }) => {
    if (clientY < 60) window.scrollBy(0, -20);
    if (clientY > window.innerHeight - 60) window.scrollBy(0, 20);
    const over = document.elementsFromPoint(clientX, clientY).find((one) => one.parentElement === cards && one !== card);
    if (!over) return;
    const later = card.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    cards.insertBefore(card, later ? over.nextElementSibling : over);
  };
  const stop = (last) => {
    document.removeEventListener("pointermove", follow);
    for (const type of ENDS) document.removeEventListener(type, stop);
    card.classList.remove("dragged");
    if (last.type === "pointercancel") arrange(seen);
    else if (ids().join() !== seen.join()) save(card, seen);
  };
  // On the document: an element that is moved in the page loses the pointer that it has captured.
  document.addEventListener("pointermove", follow);
  for (const type of ENDS) document.addEventListener(type, stop);
}

function prepare(card) {
  const handle = card.querySelector(".photo-handle");
  if (!handle) return;
  handle.hidden = false;
  handle.addEventListener("keydown", (event) => onKey(event, card));
  handle.addEventListener("pointerdown", (event) => onDrag(event, card));
  for (const button of card.querySelectorAll("button[name=move]")) {
    const step = button.value.endsWith("earlier") ? -1 : 1;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      move(card, [...cards.children].indexOf(card) + step, button);
    });
  }
}

[...cards.children].forEach(prepare);
