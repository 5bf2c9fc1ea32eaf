"""A server that knows a signer takes what that signer signed, once; the publishing key alone shows nothing new."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import publication, server_files, targets
from danvankheo.publishing.receiver import signing
from danvankheo.publishing.sessions import connect
from publishing.servers import Host, host, program, shown, site


def anything(version: object) -> None:
    """Every site may take another's place."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with host(tmp_path_factory.mktemp("host"), signed=True) as running:
        yield running


def key(folder: Path, name: str = "khac") -> Path:
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    return folder / name


def put(server: Host, folder: Path, signed: Any) -> str:
    """Publish by hand as somebody who has the publishing key."""
    manifest = publication.manifest_of(folder)
    with connect(server.target) as session:
        name = str(session.ask("begin", manifest=manifest)["id"])
        session.send(folder, name, manifest)
        session.ask("verify", id=name, **({} if signed is None else {"signed": signed}))
        session.ask("switch", id=name, keep=3)
    return name


def test_signed_releases_are_shown_and_no_others(server: Host, tmp_path: Path) -> None:
    first = publication.publish(site(tmp_path / "1", 1), server.target, anything).id
    before, other = shown(server.root), site(tmp_path / "2", 2)
    name = publication.release_id(publication.manifest_of(other))
    good = signing.signed(server.target.signing or Path(), name)
    stranger = key(tmp_path)
    for signed, words in (
        (None, "chỉ nhận bản đã ký"),
        ([], "chỉ nhận bản đã ký"),
        ({"moment": True, "signature": good["signature"]}, "chỉ nhận bản đã ký"),
        ({"moment": good["moment"], "signature": "x" * 20_000}, "chỉ nhận bản đã ký"),
        ({"moment": good["moment"], "signature": "-----BEGIN SSH SIGNATURE-----\n"}, "không đúng với khóa"),
        ({"moment": good["moment"] + 1, "signature": good["signature"]}, "không đúng với khóa"),
        (signing.signed(stranger, name), "không đúng với khóa"),
        (signing.signed(server.target.signing or Path(), first), "không đúng với khóa"),
    ):
        with pytest.raises(DanVanKheoError, match=words):
            put(server, other, signed)
    assert shown(server.root) == before
    assert put(server, other, good) == name


def test_what_was_signed_before_is_not_taken_again_and_kept_releases_may_be_shown(server: Host, tmp_path: Path) -> None:
    publication.publish(site(tmp_path / "2", 2), server.target, anything)
    old = site(tmp_path / "3", 3)
    early = signing.signed(server.target.signing or Path(), publication.release_id(publication.manifest_of(old)))
    publication.publish(site(tmp_path / "4", 4), server.target, anything)
    with pytest.raises(DanVanKheoError, match="đã ký từ trước lần đăng gần nhất"):
        put(server, old, early)
    publication.rollback(server.target, None)
    publication.publish(tmp_path / "4", server.target, anything)
    publication.publish(old, server.target, anything)


def test_a_server_that_knows_no_signer_needs_none_and_a_lost_key_is_told(tmp_path: Path) -> None:
    with host(tmp_path) as plain:
        publication.publish(site(tmp_path / "1", 1), plain.target, anything)
        with pytest.raises(DanVanKheoError, match=r"Không ký được bằng khóa .*\(khoa_ky\)"):
            publication.publish(site(tmp_path / "2", 2), replace(plain.target, signing=tmp_path / "khong-co"), anything)
    with pytest.raises(DanVanKheoError, match="Tạo cặp khóa: ssh-keygen"):
        server_files.signers(tmp_path / "khong-co")


def test_the_key_is_named_in_publish_toml_for_servers_alone(tmp_path: Path) -> None:
    row = 'dia_chi = "https://vi-du.test/"\nkhoa_ky = "ky"\n'
    (tmp_path / "publish.toml").write_text(f'[a]\nloai = "may-chu"\nnoi = "dvk@vi-du.test"\n{row}', "utf-8")
    assert targets.read(tmp_path / "publish.toml", "")["a"].signing == tmp_path / "ky"
    (tmp_path / "publish.toml").write_text(f'[a]\nloai = "thu-muc"\nnoi = "../web"\n{row}', "utf-8")
    with pytest.raises(DanVanKheoError, match="chỉ dùng cho máy chủ"):
        targets.read(tmp_path / "publish.toml", "")
    assert server_files.key_line("/srv/dvk", signed=True).endswith(
        'dvk-receiver.pyz /srv/dvk /usr/local/lib/dvk/nguoi-ky"'
    )
