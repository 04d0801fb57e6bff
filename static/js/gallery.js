// Shows the pictures of a gallery large, one after the other, in a dialog: by buttons, arrow keys and swipes. Without it
// each is a link to its large copy.

const viewer = document.querySelector(".viewer");
const links = [...document.querySelectorAll(".gallery a")];
const stage = viewer?.querySelector(".viewer-stage");
const status = viewer?.querySelector("[role=status]");
let shown = 0;

function show(number) {
  shown = (number + links.length) % links.length;
  const link = links[shown];
  const small = link.querySelector("img");
  const picture = new Image();
  picture.width = small.getAttribute("width");
  picture.height = small.getAttribute("height");
  picture.alt = small.alt;
  // The small copy is here already: it is seen until the large one has come.
  picture.src = small.currentSrc;
  const large = new Image();
  large.addEventListener("load", () => (picture.src = large.src));
  large.addEventListener("error", () => {
    if (picture.isConnected) status.textContent = status.dataset.failed;
  });
  large.src = link.href;
  const caption = link.parentElement.querySelector("figcaption")?.cloneNode(true);
  const figure = document.createElement("figure");
  figure.append(picture, ...(caption ? [caption] : []));
  stage.replaceChildren(figure);
  status.textContent = status.dataset.place.replace("{number}", shown + 1).replace("{all}", links.length);
}

// Calls `turn` with 1 or -1 after a finger moved well to the left or right; up, down and two fingers stay the browser's.
function swipeable(element, turn) {
  let start;
  element.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.pointerType !== "mouse") start = event;
  });
  element.addEventListener("pointercancel", () => (start = undefined));
  element.addEventListener("pointerup", (event) => {
    if (!start || event.pointerId !== start.pointerId) return;
    const [across, along] = [event.clientX - start.clientX, event.clientY - start.clientY];
    start = undefined;
    if (Math.abs(across) > 40 && Math.abs(across) > 2 * Math.abs(along)) turn(across < 0 ? 1 : -1);
  });
}

if (viewer?.showModal && links.length) {
  for (const button of viewer.querySelectorAll("[data-step]")) {
    button.hidden = links.length === 1;
    button.addEventListener("click", () => show(shown + Number(button.dataset.step)));
  }
  viewer.querySelector("[data-close]").addEventListener("click", () => viewer.close());
  viewer.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || links.length === 1) return;
    event.preventDefault();
    show(shown + step);
  });
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer || event.target === stage) viewer.close();
  });
  if (links.length > 1) swipeable(stage, (step) => show(shown + step));
  // Whoever went on finds the focus on the picture seen last.
  viewer.addEventListener("close", () => links[shown].focus());
  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(number);
      viewer.showModal();
    }),
  );
}
