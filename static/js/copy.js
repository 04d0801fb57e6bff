// Buttons that copy a text; where the browser refuses they show it, to be copied by hand. Their parent is hidden as long as
// nothing would happen.

for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const label = button.textContent;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      prompt(label, button.dataset.copy);
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 3000);
  });
}
