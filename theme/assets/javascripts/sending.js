// The form at /gui-bai/. Answers stay on this device until whoever writes hands them on: the texts in localStorage, the
// photos, made small and without what cameras write into them, in IndexedDB. Which photos belong to the draft is written
// with the texts, at once: a page may be closed before IndexedDB has taken in or let go a photo. Every word of the message
// comes from the page.
const LARGEST = 1600;
const QUALITY = 0.85;
const KEY = "gui-bai";
const MAIL_MOST = 6000; // a longer address is cut or refused by some mail programs
const form = document.querySelector("[data-sending]");

if (form) start();

function start() {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const controls = [...form.querySelectorAll("[data-said]")];
  const slots = [...form.querySelectorAll("[data-slot]")];
  const photos = new Map(); // slot → Blob
  let awaited = null; // numbers of the slots whose photos are still being fetched
  const title = controls[0];
  const text = part("text");
  const tell = (words) => { part("told").textContent = words; };

  // ---- The draft

  function keep() {
    const values = Object.fromEntries(controls.map((each) => [each.id, each.type === "checkbox" ? each.checked : each.value]));
    values.anh = awaited ?? [...photos.keys()].map((slot) => slot.dataset.slot);
    try {
      localStorage.setItem(KEY, JSON.stringify(values));
    } catch {
      part("kept").textContent = "Máy này không giữ được bản nháp. Hãy viết xong rồi gửi ngay, đừng đóng trang.";
    }
  }

  function recall() {
    let values = {};
    try {
      values = JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch { /* no draft that can be read: begin anew */ }
    for (const each of controls) {
      if (each.type === "checkbox") each.checked = values[each.id] === true;
      else if (typeof values[each.id] === "string") each.value = values[each.id];
    }
    awaited = Array.isArray(values.anh) ? values.anh : slots.map((slot) => slot.dataset.slot);
    if (controls.some((each) => each.closest(".sending__later") && each.value)) form.querySelector(".sending__later").open = true;
  }

  function shelf(mode, work) {
    return new Promise((done, failed) => {
      const opening = indexedDB.open(KEY, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("anh");
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const base = opening.result;
        const turn = base.transaction("anh", mode);
        const asked = work(turn.objectStore("anh"));
        turn.oncomplete = () => { base.close(); done(asked.result); };
        turn.onabort = () => { base.close(); failed(turn.error); };
      };
    });
  }

  // ---- Photos: painted anew, so that only pixels are left

  async function small(file) {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
    if (!blob) throw new Error("no picture");
    return blob;
  }

  async function show(slot, blob) {
    const image = await createImageBitmap(blob);
    const canvas = slot.querySelector("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    image.close();
    photos.set(slot, blob);
    slot.hidden = false;
  }

  async function picked(files) {
    const told = part("photo-told");
    const refused = [];
    told.textContent = "Đang thu nhỏ ảnh…";
    let left = 0;
    for (const file of files) {
      const slot = slots.find((each) => !photos.has(each));
      if (!slot) {
        left += 1;
        continue;
      }
      try {
        const blob = await small(file);
        await show(slot, blob);
        write();
        await shelf("readwrite", (store) => store.put(blob, slot.dataset.slot)).catch(() => {});
      } catch {
        refused.push(file.name);
      }
    }
    const words = [];
    if (refused.length) words.push(`Máy không mở được ${refused.join(", ")}. Hãy gửi riêng ảnh ấy qua Zalo.`);
    if (left) words.push(`Chỉ kèm được ${slots.length} ảnh; còn ${left} ảnh chưa lấy.`);
    told.textContent = words.join(" ");
    write();
  }

  function empty(control) {
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }

  async function drop(slot) {
    photos.delete(slot);
    slot.hidden = true;
    slot.querySelectorAll("[data-said]").forEach(empty);
    write();
    await shelf("readwrite", (store) => store.delete(slot.dataset.slot)).catch(() => {});
  }

  const fileOf = (slot) => new File([photos.get(slot)], `anh-${slot.dataset.slot}.jpg`, { type: "image/jpeg" });
  const files = () => slots.filter((slot) => photos.has(slot)).map(fileOf);

  // ---- The message

  function answer(each) {
    if (each.type === "checkbox") return each.checked ? each.dataset.choice ?? "Có" : "";
    if (each.type === "date") return each.value.split("-").reverse().join("/");
    const said = each.value.replaceAll(form.dataset.mark, "▪").trim();
    return said.includes("\n") ? `\n${said.replace(/\n{3,}/g, "\n\n")}` : said;
  }

  function message() {
    const mark = form.dataset.mark;
    const lines = [form.dataset.titleLine];
    let slot = null;
    let before = null; // the name of the line above: ticks of one question are one line
    for (const each of controls) {
      const here = each.closest("[data-slot]");
      if (here && (!photos.has(here) || (each.closest("[data-paper]")?.hidden ?? false))) continue;
      if (here && here !== slot) lines.push(`${mark} ${here.dataset.fileSaid}: ${fileOf(here).name}`);
      slot = here;
      const said = answer(each);
      if (!said) continue;
      if (each.dataset.said === before) lines.push(`${lines.pop()}; ${said}`);
      else lines.push(`${mark} ${each.dataset.said}:${said.startsWith("\n") ? "" : " "}${said}`);
      before = each.dataset.said;
    }
    return [...lines, `${mark} ${form.dataset.end}.`].join("\n\n");
  }

  function write() {
    for (const slot of slots) slot.querySelector("[data-paper]").hidden = !slot.querySelector("[type=checkbox]").checked;
    text.value = message();
    keep();
  }

  // ---- Handing on

  function ready() {
    if (!title.value.trim()) {
      tell("Bạn chưa ghi tên mô hình.");
      title.focus();
      return false;
    }
    if (!part("consent").checked) {
      tell("Bạn hãy đọc và đánh dấu vào ô đồng ý ở trên.");
      part("consent").focus();
      return false;
    }
    write();
    return true;
  }

  const copied = () => (navigator.clipboard ? navigator.clipboard.writeText(text.value) : Promise.reject(new Error("no clipboard")));

  function download(file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  const doing = {
    share() {
      const whole = { title: form.dataset.titleLine, text: text.value, files: files() };
      const withPhotos = whole.files.length > 0 && navigator.canShare?.({ files: whole.files });
      if (!withPhotos) delete whole.files;
      copied().catch(() => {}); // some apps take the photos and leave the text behind: then it can be pasted
      navigator.share(whole).then(
        () => tell(`Cảm ơn bạn! Nếu ứng dụng chỉ nhận ảnh, hãy dán nội dung: máy đã chép sẵn.${photos.size && !withPhotos ? " Ảnh phải gửi riêng: bấm “Tải nội dung và ảnh về máy”." : ""}`),
        (error) => { if (error.name !== "AbortError") tell("Máy không mở được bảng chia sẻ. Hãy dùng nút “Sao chép nội dung”."); },
      );
    },
    mail(link) {
      const body = encodeURIComponent(text.value);
      const instead = "(Dán nội dung bài vào đây: máy đã chép sẵn.)";
      copied().catch(() => {});
      link.href = `mailto:${form.dataset.email}?subject=${encodeURIComponent(`Gửi bài: ${title.value.trim()}`)}&body=${body.length > MAIL_MOST ? encodeURIComponent(instead) : body}`;
      tell(photos.size ? "Thư chưa có ảnh: bấm “Tải nội dung và ảnh về máy” rồi đính kèm ảnh vào thư." : "");
    },
    copy() {
      copied().then(
        () => tell(photos.size ? "Đã chép. Dán vào tin nhắn rồi gửi kèm ảnh." : "Đã chép. Dán vào tin nhắn rồi gửi."),
        () => {
          text.closest("details").open = true;
          text.select();
          tell("Máy không cho chép. Hãy chọn chữ trong khung dưới rồi chép tay.");
        },
      );
    },
    save() {
      for (const file of [new File([text.value], "bai-gui.txt", { type: "text/plain" }), ...files()]) download(file);
      tell("Đã tải về. Gửi tệp bai-gui.txt và ảnh cho người nhận.");
    },
  };

  async function clear() {
    if (!confirm("Xóa hết những gì đã viết và ảnh đã chọn trên máy này?")) return;
    for (const each of [...controls, part("consent")]) empty(each);
    for (const slot of slots) await drop(slot);
    try {
      localStorage.removeItem(KEY);
    } catch { /* nothing was kept */ }
    text.value = "";
    tell("Đã xóa bản nháp.");
  }

  form.addEventListener("input", (event) => { if (event.target.dataset.said) write(); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], [data-drop]");
    if (!button) return;
    if (button.hasAttribute("data-drop")) drop(button.closest("[data-slot]"));
    else if (button.dataset.do === "clear") clear();
    else if (ready()) doing[button.dataset.do](button);
    else event.preventDefault();
  });
  part("pick").addEventListener("change", (event) => {
    picked([...event.target.files]);
    event.target.value = "";
  });
  recall();
  form.querySelector('[data-do="share"]').hidden = !navigator.share;
  Promise.all(slots.map(async (slot) => {
    if (!awaited.includes(slot.dataset.slot)) return shelf("readwrite", (store) => store.delete(slot.dataset.slot));
    const blob = await shelf("readonly", (store) => store.get(slot.dataset.slot));
    return blob && !photos.has(slot) ? show(slot, blob) : undefined;
  })).catch(() => {}).then(() => {
    awaited = null;
    write();
  });
}
