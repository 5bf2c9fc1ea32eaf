// What a story's page can do besides being read: photos open large one after another, the link is shared or copied.
// Without this script a photo's link leads to the photo, and the link to Facebook works.
const photos = [...document.querySelectorAll(".photo-grid a")];
if (photos.length && "HTMLDialogElement" in window) lightbox(photos);
for (const bar of document.querySelectorAll("[data-share-bar]")) share(bar);

function lightbox(links) {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  dialog.setAttribute("aria-label", "Xem ảnh");
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  const place = document.createElement("p");
  place.className = "lightbox__place";
  place.setAttribute("role", "status");
  figure.append(image, caption);
  const close = button("Đóng", "lightbox__close", () => dialog.close());
  const before = button("Ảnh trước", "lightbox__step lightbox__step--before", () => show(shown - 1));
  const after = button("Ảnh sau", "lightbox__step lightbox__step--after", () => show(shown + 1));
  dialog.append(close, figure, before, place, after);
  let shown = 0;

  function button(words, name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function show(number) {
    shown = (number + links.length) % links.length;
    const link = links[shown];
    const thumbnail = link.querySelector("img");
    image.src = link.href;
    image.alt = thumbnail.alt;
    image.width = thumbnail.width;
    image.height = thumbnail.height;
    caption.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    place.textContent = `Ảnh ${shown + 1}/${links.length}`;
  }

  before.hidden = after.hidden = links.length < 2;
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(shown - 1);
    else if (event.key === "ArrowRight") show(shown + 1);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => links[shown].focus());
  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog.isConnected) document.body.append(dialog); // only now: an image without a source is no image
    show(number);
    dialog.showModal();
    close.focus();
  }));
}

function share(bar) {
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const told = bar.querySelector("[role=status]");
  const send = bar.querySelector("[data-share]");
  const said = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content ?? "";
  const words = { link: address, words: [said("title"), said("description"), `Đọc cả bài: ${address}`].join("\n\n") };
  const done = { link: "Đã sao chép liên kết.", words: "Đã sao chép lời giới thiệu." };
  if (navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
  }
  if (!navigator.clipboard) return;
  for (const copy of bar.querySelectorAll("[data-copy]")) {
    const what = copy.dataset.copy;
    copy.hidden = false;
    copy.addEventListener("click", () => navigator.clipboard.writeText(words[what]).then(
      () => { told.textContent = done[what]; },
      () => { told.textContent = `Trình duyệt không cho sao chép. Liên kết: ${address}`; },
    ));
  }
}
