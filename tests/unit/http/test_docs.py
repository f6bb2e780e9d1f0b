"""The documentation is read without another host, and its page may run nothing but its own script."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from chassis.http import create_app
from chassis.registry import RegistryCache, Snapshot


async def _nobody() -> Snapshot:
    return Snapshot()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Of an app without routes of its own."""
    app = create_app(title="T", description="", registry=RegistryCache(_nobody), routers=[])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api.example") as found:
        yield found


async def test_every_address_on_the_page_is_of_this_host_and_there(client: httpx.AsyncClient) -> None:
    page = (await client.get("/docs")).text
    addresses = re.findall(r"""(?:src|href|url)[=:]\s*["']([^"']+)["']""", page)
    assert len(addresses) == 4
    for address in addresses:
        assert address.startswith("/")
        assert (await client.get(address)).status_code == 200


async def test_the_policy_allows_the_pages_own_script_and_no_other(client: httpx.AsyncClient) -> None:
    answer = await client.get("/docs")
    policy = answer.headers["Content-Security-Policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (scripts,) = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert scripts == f"script-src 'self' 'sha256-{digest}'"
    assert "http" not in policy


async def test_no_other_file_is_served(client: httpx.AsyncClient) -> None:
    for name in ("redoc.standalone.js", "..%2f__init__.py", "x"):
        assert (await client.get(f"/docs/{name}")).status_code == 404
