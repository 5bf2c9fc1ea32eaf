// A story.
import { circleKeys } from "../eleventy.config.js";
import { call, card, day, escape, figures, forces, landscape, lower, yearOf } from "./parts.js";

export const data = { layout: "base.11ty.js" };

function related(entry, circles) {
  const found = [];
  for (const key of circleKeys(entry)) {
    for (const other of circles.get(key) ?? []) {
      if (found.length < 3 && other.url !== entry.url && !found.includes(other)) found.push(other);
    }
  }
  return found;
}

const criterion = (name, lines) => `<div class="criterion criterion--shown">
<svg class="criterion__mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false"><circle cx="14" cy="14" r="13"/><path d="m8 14.5 4 4 8-9"/></svg>
<div class="criterion__body"><h3 class="criterion__name">${name}</h3><p class="criterion__state">Có minh chứng</p>${lines.map(([label, words]) => `<p class="criterion__line">${label ? `<strong>${label}:</strong> ` : ""}${escape(words)}</p>`).join("")}</div>
</div>`;
const list = (tag, items) => `<${tag}>${items.map((item) => `<li>${escape(item)}</li>`).join("")}</${tag}>`;
const facts = (rows) => rows.filter(([, value]) => value).map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("");

function criteria(p, labels, person) {
  if (person) {
    return criterion("Phẩm chất chính trị, đạo đức, lối sống", [["", p.pham_chat.mo_ta], ["Nơi nhận xét", `${p.pham_chat.nhan_xet_boi}, ngày ${day(p.pham_chat.ngay)}`]])
      + criterion("Thành tích, ý tưởng, khả năng vận động", [["", p.thanh_tich.mo_ta], ["Ý tưởng, cách làm", p.thanh_tich.y_tuong], ["Vận động mọi người", p.thanh_tich.van_dong], ["Số liệu", figures(p.thanh_tich.so_lieu)]])
      + criterion("Ảnh hưởng, uy tín", [["", p.uy_tin.mo_ta], ["Đoàn viên, hội viên ghi nhận", p.uy_tin.ghi_nhan_cua_doan_vien], ["Nơi công nhận", `${p.uy_tin.cong_nhan_boi}, ngày ${day(p.uy_tin.ngay)}`]]);
  }
  const r = p.chu_truong.dang_ky[0];
  return criterion("Chủ trương, định hướng", [["Cấp bộ Đoàn chỉ đạo", p.chu_truong.chi_dao], [`Đăng ký năm ${r.nam}`, `với cấp ủy: ${r.co_quan}, ngày ${day(r.ngay)}`]])
    + criterion("Chủ thể", [["Tập thể", p.chu_the.ten], ["Phụ trách", p.chu_the.phu_trach], ["Địa chỉ", p.dia_chi]])
    + criterion("Lực lượng tham gia", [["", p.luc_luong.mo_ta], ["Số người tham gia", forces(p.luc_luong.tham_gia, labels)]])
    + criterion("Phương pháp, cách làm", [["", p.phuong_phap.mo_ta], ["Vận động thế nào", p.phuong_phap.van_dong], ["Điểm mới, sáng tạo", p.phuong_phap.sang_tao]])
    + criterion("Hiệu quả", [["", p.hieu_qua.mo_ta], ["Số liệu", figures(p.hieu_qua.so_lieu)], ["Ai gìn giữ, duy trì", p.hieu_qua.ben_vung], ["Sức lan tỏa", p.hieu_qua.lan_toa], ["Khả năng nhân rộng", p.hieu_qua.nhan_rong.kha_nang]]);
}

function aside(p, slug, person) {
  if (person) {
    const led = (p.thanh_tich.mo_hinh ?? []).map((name) => p.collections.bySlug.get(name)).filter(Boolean);
    const rows = led.map((model) => `<li><a href="${model.url}">${escape(model.data.ten)} (${escape(p.units[model.data.don_vi].name)} · ${yearOf(model.data)})</a></li>`);
    return `<section class="panel" aria-labelledby="mo-hinh-ten"><h2 id="mo-hinh-ten">Mô hình đã dẫn dắt</h2><ul class="link-list">${rows.join("")}</ul></section>`;
  }
  const people = p.collections.led.get(slug);
  const leaders = people ? `<section class="panel" aria-labelledby="nguoi-ten"><h2 id="nguoi-ten">Người dẫn dắt</h2><ul class="link-list">${people.map((one) => `<li><a href="${one.url}">${escape(one.data.ten)}</a></li>`).join("")}</ul></section>` : "";
  const papers = p.chu_truong.dang_ky.map((each) => [`Đăng ký năm ${each.nam}`, `${escape(each.co_quan)}, ngày ${day(each.ngay)}, số ${escape(each.van_ban)}`])
    .concat((p.kinh_phi ?? []).map((each) => ["Kinh phí", `${escape(each.nguon)}: ${String(each.so / 1000000).replace(".", ",")} triệu đồng`]));
  return `<section class="panel" aria-labelledby="nhan-rong-ten"><h2 id="nhan-rong-ten">Nhân rộng</h2><p><a class="button button--primary" href="#cach-lam-ten">Xem cách làm để nhân rộng</a></p></section>
  ${leaders}<section class="panel" aria-labelledby="thong-tin-ten"><h2 id="thong-tin-ten">Thông tin</h2>
    <dl class="facts">${facts([["Chủ thể", `${escape(p.chu_the.ten)} (tập thể)`], ["Địa chỉ", escape(p.dia_chi)], ["Loại mô hình", escape(p.types[p.loai])], ["Bắt đầu", p.bat_dau && day(p.bat_dau)], ["Kết thúc", p.ket_thuc && day(p.ket_thuc)], ["Trạng thái", "Hoàn thành"]])}</dl></section>
  <details class="papers"><summary>Hồ sơ, văn bản</summary><dl class="facts">${facts(papers)}</dl></details>`;
}

export function render(p) {
  const person = p.page.url.startsWith("/dien-hinh/"), slug = p.page.fileSlug, field = p.fields[p.linh_vuc], unit = p.units[p.don_vi];
  const numbers = (person ? p.thanh_tich.so_lieu : p.hieu_qua.so_lieu ?? []).map((row) => `<div><dt>${lower(row.chi_so)}</dt><dd>${escape(row.so)} ${escape(row.dvt)}</dd></div>`)
    .concat(person ? [] : p.luc_luong.tham_gia.map((row) => `<div><dt>${lower(p.labels[row.nhom])} tham gia</dt><dd>${row.uoc_luong ? "hơn " : ""}${escape(row.so)} ${escape(row.dvt)}</dd></div>`));
  const how = person ? null : p.hieu_qua.nhan_rong;
  return `
<article class="story${person ? " person" : ""} field--${field.palette}">
<div class="story__cover">${landscape(slug, field.palette)}</div>
<div class="story__sheet">
<header class="story__head">
  <nav class="crumbs" aria-label="Vị trí trang"><ol><li><a href="/">Trang chủ</a></li><li><a href="/${person ? "dien-hinh" : "mo-hinh"}/">${person ? "Điển hình cá nhân" : "Mô hình"}</a></li><li><a href="/linh-vuc/${p.linh_vuc}/">${escape(field.short)}</a></li></ol></nav>
  <p class="story__chips"><span class="chip chip--field">${escape(field.short)}</span> <span class="chip">${person ? "Điển hình cá nhân" : "Hoàn thành"}</span>${p.minh_hoa ? ' <span class="chip chip--sample">Minh họa</span>' : ""}</p>
  <h1>${escape(p.ten)}</h1>
  ${p.chuc_vu ? `<p class="person__role">${escape(p.chuc_vu)}</p>` : ""}
  ${p.tom_tat ? `<p class="lead">${escape(p.tom_tat)}</p>` : ""}
  <p class="story__meta"><a href="/don-vi/${p.don_vi}/">${escape(unit.name)}</a>${unit.now ? ` (nay thuộc <a href="/don-vi/${unit.now.slug}/">${escape(unit.now.place)}</a>)` : ""} · ${yearOf(p)}</p>
  ${p.minh_hoa ? '<p class="sample-note"><strong>Minh họa.</strong> Bài này do ban biên tập viết để giới thiệu cách trình bày; người, việc và con số không có thật.</p>' : ""}
</header>
<div class="story__columns">
<div class="story__main">
  <dl class="key-numbers">${numbers.join("")}</dl>
  <div class="story-text">${p.content}</div>
  ${how ? `<section class="how-to" aria-labelledby="cach-lam-ten"><h2 id="cach-lam-ten">Cách làm để nhân rộng</h2>
    ${how.can_chuan_bi ? `<h3>Cần chuẩn bị</h3>${list("ul", how.can_chuan_bi)}` : ""}
    ${how.cac_buoc ? `<h3>Các bước</h3>${list("ol", how.cac_buoc)}` : ""}
    ${how.luu_y ? `<p><strong>Lưu ý:</strong> ${escape(how.luu_y)}</p>` : ""}
  </section>` : ""}
  <footer class="byline">
    ${p.tac_gia ? `<p>Người viết: ${escape(p.tac_gia.ten)}, ${escape(p.tac_gia.vai_tro)}</p>` : ""}
    ${p.ngay_dang ? `<p>Đăng ngày ${day(p.ngay_dang)}</p>` : ""}
    <p><a href="/quyen-rieng-tu/">Yêu cầu sửa, gỡ bài</a></p>
  </footer>
</div>
<aside class="story__side" aria-label="Thông tin">
  <section class="criteria" aria-labelledby="tieu-chi-ten">
  <h2 id="tieu-chi-ten">${person ? "Ba" : "Năm"} tiêu chí và minh chứng</h2>
  <p class="criteria__note">Trang này chỉ ghi nhận minh chứng đã có, không thay cho việc đánh giá, công nhận.</p>
  ${criteria(p, p.labels, person)}
  </section>
  ${aside(p, slug, person)}
</aside>
</div>
</div>
</article>
<section class="section" aria-labelledby="lien-quan-ten"><h2 id="lien-quan-ten">${person ? "Điển hình" : "Mô hình"} cùng lĩnh vực</h2>
<div class="card-grid">${related({ url: p.page.url, data: p }, p.collections.circles).map(card).join("")}</div></section>
${call}`;
}
