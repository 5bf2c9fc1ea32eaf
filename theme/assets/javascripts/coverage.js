// Filters the tables of coverage by year, by what a unit lacks, by its kind, by its name. Without this script every table is there.
const filter = document.querySelector("[data-coverage]");
if (filter) {
  const [year, lacking, kind, unit] = ["loc-nam", "loc-thieu", "loc-loai", "loc-don-vi"].map((id) => filter.querySelector(`#${id}`));
  const told = filter.querySelector("[role=status]");
  const parts = [...document.querySelectorAll("details[data-row]")];
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  const lacks = (row, asked) => (asked === "chua-du" ? row.dataset.lacking !== "" : row.dataset.lacking.split(" ").includes(asked));
  const show = () => {
    const [asked, wanted] = [lacking.value, plain(unit.value.trim())];
    const ofKind = kind ? kind.value : "";
    const chosen = year.value || asked || wanted || ofKind;
    let shown = 0;
    let all = 0;
    for (const part of parts) {
      part.hidden = year.value !== "" && part.dataset.row !== year.value;
      if (part.hidden) continue;
      if (chosen) part.open = true;
      for (const row of part.querySelectorAll("tbody tr")) {
        row.hidden = (asked !== "" && !lacks(row, asked)) || (ofKind !== "" && row.dataset.kind !== ofKind) || !plain(row.cells[0].textContent).includes(wanted);
        all += 1;
        shown += row.hidden ? 0 : 1;
      }
      part.querySelector("tfoot").hidden = asked !== "" || wanted !== "" || ofKind !== "";
    }
    told.textContent = chosen ? `Đang hiện ${shown} trên ${all} dòng.` : "";
  };
  filter.addEventListener("input", show);
  show();
}
