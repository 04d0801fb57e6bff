// Names for the boxes that Select2 draws in place of a list of choices: it hides the list with its label, and gives
// its own box, the field to search in and the list below no name (4.0.13, the one that comes with Django).
"use strict";
{
  const $ = django.jQuery;

  /** The name of a list of choices: its own, or that of its label. */
  const nameOf = (select) => (select.getAttribute("aria-label") || select.labels[0]?.textContent || "").trim();

  function nameBox(select) {
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (!box) return;
    const name = nameOf(select);
    const described = select.getAttribute("aria-describedby");
    if (described) box.setAttribute("aria-describedby", described);
    for (const state of ["aria-invalid", "aria-required"]) {
      const value = select.getAttribute(state);
      if (value) box.setAttribute(state, value);
    }
    const chosen = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-label", name);
    if (chosen && box.getAttribute("role") === "combobox") {
      // What is chosen belongs to the box; on its own it would be a text field without a name.
      for (const attribute of ["role", "aria-readonly"]) chosen.removeAttribute(attribute);
      box.id ||= `${select.id}-box`;
      box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
    }
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  }

  function nameOpened(event) {
    const opened = document.querySelector(".select2-container--open .select2-dropdown");
    const name = nameOf(event.target);
    opened?.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
    opened?.querySelector(".select2-results__options")?.setAttribute("aria-label", name);
  }

  const nameAll = (root) => root.querySelectorAll(".select2-hidden-accessible").forEach(nameBox);

  // After Django's own script has drawn the boxes: it registered for the same moments before.
  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
  $(document).on("select2:open", nameOpened);
}
