// Buttons that copy what a field holds. Without this script the field can be selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy-from]")) {
  const field = document.getElementById(button.dataset.copyFrom);
  const told = button.parentElement.querySelector("[role=status]");
  if (!field || !told || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(field.value).then(
      () => { told.textContent = "Đã chép."; },
      () => { field.select(); told.textContent = "Máy không cho chép. Hãy chọn chữ rồi chép tay."; },
    );
  });
}
