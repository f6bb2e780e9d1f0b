"""What the page names is there, nothing in it is inline, and what changed is fetched anew."""

import re
from pathlib import PurePosixPath

import httpx
import pytest
from fastapi import FastAPI

from services.query.page.files import page_files
from services.query.page.policy import policy
from services.query.page.serving import page_router

FILES = page_files().by_path
MODULES = sorted(path for path in FILES if path.startswith("modules/"))


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(page_router("https://{s}.tiles.example/{z}/{x}/{y}.png?a=1&b=2"))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page")


async def test_every_file_that_the_document_names_is_served(client: httpx.AsyncClient) -> None:
    document = (await client.get("/")).text

    named = re.findall(r'(?:href|src)="(/page/[^"]+)"', document)
    assert len(named) > 5
    assert {(await client.get(path)).status_code for path in named} == {200}


def test_the_document_has_no_script_and_no_style_of_its_own() -> None:
    index = page_files().index

    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", index) == []


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_what_is_there_and_parses_no_data_as_markup(path: str) -> None:
    text = FILES[path].body.decode()

    imported = re.findall(r"""(?:from|import\()\s*["'](\./[^"']+)["']""", text)
    assert [name for name in imported if str(PurePosixPath(path).parent / name) not in FILES] == []
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function", text)
        == []
    )


def test_nothing_is_asked_of_another_host() -> None:
    own = {path: file.body.decode() for path, file in FILES.items() if not path.startswith("leaflet/")}

    addresses = {path: set(re.findall(r"https?://[^\s\"'`)]+", text)) for path, text in own.items()}
    assert set().union(*addresses.values()) <= {"http://www.w3.org/2000/svg"}


async def test_a_file_under_its_version_may_be_kept_for_ever_and_the_document_is_asked_for_again(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/")
    kept = await client.get(f"/page/{page_files().version}/modules/main.js")
    older = await client.get("/page/0000/modules/main.js")

    assert "immutable" in kept.headers["cache-control"]
    assert (older.content, older.headers["cache-control"]) == (kept.content, "no-cache")
    assert (await client.get("/", headers={"If-None-Match": page.headers["etag"]})).status_code == 304
    assert (await client.get("/page/0000/serving.py")).status_code == 404


async def test_only_the_host_of_tiles_may_give_images_beside_our_own(client: httpx.AsyncClient) -> None:
    page = await client.get("/")

    assert "img-src 'self' data: https://*.tiles.example;" in page.headers["content-security-policy"]
    assert 'content="https://{s}.tiles.example/{z}/{x}/{y}.png?a=1&amp;b=2"' in page.text
    assert "unsafe" not in policy(None)
