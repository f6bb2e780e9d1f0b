"""Report ids are made of canonical URLs: these must never change."""

import pytest

from services.ingest.api.addresses import canonical

FROZEN = {
    "https://mod.example": "https://mod.example/",
    "HTTPS://MOD.Example:443/News": "https://mod.example/News",
    "http://mod.example:80/a/../b/./c": "http://mod.example/b/c",
    "http://mod.example:8080/": "http://mod.example:8080/",
    "https://mod.example/a?z=1&a=2&a=1#part": "https://mod.example/a?a=1&a=2&z=1",
    "https://mod.example/?a=&b": "https://mod.example/?a=&b=",
    "https://mod.example/%7Ejo/%e2%82%ac": "https://mod.example/~jo/%E2%82%AC",
    "https://bücher.example/ü?q=é": "https://xn--bcher-kva.example/%C3%BC?q=%C3%A9",
    "https://mod.example/a//b/": "https://mod.example/a//b/",
    "http://[2001:DB8::1]/x": "http://[2001:db8::1]/x",
}


@pytest.mark.parametrize(("url", "expected"), FROZEN.items())
def test_the_canonical_form_is_frozen(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize("url", FROZEN.values())
def test_a_canonical_url_is_its_own_canonical_form(url: str) -> None:
    assert canonical(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mod.example",
        "ftp://mod.example/",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://a b/",
        "http:/a",
        "https://user@mod.example/",
        "https://mod.example\\@evil.example/",
        "https://mod.example/\n",
        "https://mod.example/" + "x" * 3000,
    ],
)
def test_what_is_no_public_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must"):
        canonical(url)
