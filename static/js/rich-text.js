// The editor of a report's texts: paragraphs, lists, links. Without JavaScript the textarea stays as it is.
// Imported by its path, so that pages need no import map (an inline script), and made without the style element that
// the editor would add by itself: the content security policy allows neither.
import {
  BulletList,
  Document,
  Editor,
  HardBreak,
  History,
  Link,
  ListItem,
  Menu,
  OrderedList,
  Paragraph,
  Text,
  updateAttrsDialog,
} from "../django_prose_editor/editor.js";

const EMPTY = /^(<p>\s*<\/p>)*$/;

function linkExtension(labels) {
  return Link.extend({
    addCommands() {
      return {
        ...this.parent?.(),
        addLink:
          () =>
          ({ editor }) => {
            const ask = updateAttrsDialog(
              { href: { type: "string", title: labels.address } },
              { title: labels.link, submitText: labels.save },
            );
            ask(editor, editor.getAttributes("link")).then((answer) => {
              if (!answer) return;
              const chain = editor.chain().focus().extendMarkRange("link");
              (answer.href.trim() ? chain.setLink({ href: answer.href.trim() }) : chain.unsetLink()).run();
            });
          },
      };
    },
  }).configure({ enableTarget: false, autolink: false, protocols: ["http", "https", "mailto"] });
}

function start(textarea) {
  const labels = JSON.parse(textarea.dataset.richText);
  const frame = document.createElement("div");
  frame.className = "prose-editor rich-text";
  textarea.before(frame);
  frame.append(textarea);
  const editor = new Editor({
    element: frame,
    injectCSS: false,
    editable: !textarea.disabled,
    content: textarea.value,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": labels.field, lang: "th" },
    },
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      BulletList,
      OrderedList.configure({ enableListAttributes: false }),
      ListItem,
      History,
      linkExtension(labels),
      Menu.configure({ groups: [{ group: "lists" }, { group: "link" }, { group: "history" }] }),
    ],
    onUpdate: ({ editor }) => {
      const html = editor.getHTML();
      textarea.value = EMPTY.test(html) ? "" : html;
    },
    onCreate: () => label(frame, labels),
  });
  document.querySelector(`label[for="${textarea.id}"]`)?.addEventListener("click", () => editor.commands.focus());
}

function label(frame, labels) {
  for (const button of frame.querySelectorAll("button[data-name]")) {
    const text = labels[button.dataset.name];
    if (!text) continue;
    button.title = text;
    button.setAttribute("aria-label", text);
  }
}

document.querySelectorAll("textarea[data-rich-text]").forEach(start);
