"""The Content-Security-Policy (CSP 3) of the page: its own files and its own API, nothing inline, nothing elsewhere."""

from urllib.parse import urlsplit

__all__ = ["policy"]


def policy(tiles: str | None) -> str:
    """The header's value; `tiles` is the address of map tiles, whose host alone may give images."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        f"img-src 'self' data:{_host(tiles)}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _host(tiles: str | None) -> str:
    if not tiles:
        return ""
    parts = urlsplit(tiles)
    # Leaflet puts one of several letters where `{s}` stands.
    return f" {parts.scheme}://{parts.netloc.replace('{s}', '*')}"
