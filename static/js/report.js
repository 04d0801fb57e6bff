// A report's page with a little more comfort: where one is in the contents, printing. It is whole without.

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
