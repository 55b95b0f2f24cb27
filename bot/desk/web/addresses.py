"""Which address a request came from.

Anyone can send an `X-Forwarded-For`; each proxy appends the address it saw. So the header counts only when the peer is
one of our proxies, and is read from the right: the first address that is not a proxy's is the client.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

type Network = IPv4Network | IPv6Network


def client_address(peer: str | None, forwarded_for: Sequence[str], trusted: Sequence[Network]) -> str:
    """`forwarded_for` holds the header's lines in order. An IPv6 client counts by its /64."""
    hops = [hop.strip() for line in forwarded_for for hop in line.split(",")]
    client = _parse(peer or "")
    while client is not None and hops and any(client in network for network in trusted):
        nearer = _parse(hops.pop())
        if nearer is None:
            break
        client = nearer
    if client is None:
        return "unknown"
    if isinstance(client, IPv6Address):
        return str(IPv6Network((client, 64), strict=False))
    return str(client)


def is_one_of(peer: str | None, networks: Sequence[Network]) -> bool:
    """The peer of the connection itself, whatever its headers say."""
    address = _parse(peer or "")
    return address is not None and any(address in network for network in networks)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
