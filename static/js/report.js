// A report's page with a little more comfort: where one is in the contents, copying, printing. It is whole without.

const copyButtons = document.querySelectorAll("[data-copy]");
for (const button of copyButtons) {
  if (!navigator.clipboard) break;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 3000);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The section that stands in the upper third of the window is marked in the contents.
const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [document.querySelector(link.hash), link]),
);
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) links.get(target).setAttribute("aria-current", "true");
      else links.get(target).removeAttribute("aria-current");
    }
  },
  { rootMargin: "-20% 0px -79% 0px" },
);
for (const section of links.keys()) seen.observe(section);
