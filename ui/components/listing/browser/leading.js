// A name that leads to its page: in this session, or by another key or button as the browser opens links.
export function leading({ text, page, id }, query, tell) {
  const made = document.createElement("a");
  made.href = `${page}?id=${id}${query}`;
  made.append(text);
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    tell("followed", [page, id]);
  });
  return made;
}
