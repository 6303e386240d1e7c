"""The table of addresses: what may be fetched from, and everything that tries to look like it."""

from ipaddress import ip_address

import pytest

from services.image_builder.repository_url import LocalAddress, Refusal, WebAddress, check_url, is_public

ALLOWED = [
    ("https://github.com/owner/repo", "https://github.com/owner/repo", "github.com", 443),
    ("https://github.com/owner/repo.git", "https://github.com/owner/repo.git", "github.com", 443),
    ("https://GitHub.com/owner/repo/", "https://github.com/owner/repo/", "github.com", 443),
    ("HTTPS://github.com/owner/repo", "https://github.com/owner/repo", "github.com", 443),
    ("https://github.com:443/owner/repo", "https://github.com/owner/repo", "github.com", 443),
    ("https://git.example.org:8443/a/b/c.git", "https://git.example.org:8443/a/b/c.git", "git.example.org", 8443),
    ("https://github.com./owner/repo", "https://github.com/owner/repo", "github.com", 443),
    ("https://xn--bcher-kva.example/repo", "https://xn--bcher-kva.example/repo", "xn--bcher-kva.example", 443),
    ("https://8.8.8.8/repo", "https://8.8.8.8/repo", "8.8.8.8", 443),
    ("https://[2606:4700::1111]/repo", "https://[2606:4700::1111]/repo", "2606:4700::1111", 443),
    ("https://forge.example.org/~user/re%20po", "https://forge.example.org/~user/re%20po", "forge.example.org", 443),
]

REFUSED = [
    "",
    "-uX",
    "--upload-pack=touch /tmp/x",
    "--upload-pack=x",
    "/etc/passwd",
    "/srv/git/repo.git",
    "./repo",
    "../repo",
    "~/repo",
    "repo",
    "C:\\repo",
    "file:///etc",
    "FILE:///etc",
    "file://localhost/etc",
    "ext::sh -c id",
    "EXT::sh",
    "ext::sh%20-c%20id",
    "fd::17",
    "https::https://github.com/a/b",
    "http://github.com/a/b",
    "git://github.com/a/b",
    "ftp://github.com/a/b",
    "gopher://127.0.0.1/a",
    "javascript:alert(1)",
    "ssh://git@github.com/a/b",
    "ssh://-oProxyCommand=id/a",
    "git@github.com:a/b.git",
    "git@-oProxyCommand=id:a",
    "https://user@github.com/a/b",
    "https://user:password@github.com/a/b",
    "https://github.com@127.0.0.1/a/b",
    "https://127.0.0.1#@github.com/a/b",
    "https://127.0.0.1\\@github.com/a/b",
    "https://github.com/a/b#fragment",
    "https://github.com/a/b?query",
    "https://github.com/a/b?",
    "https://github.com",
    "https://github.com/",
    "https://github.com//a",
    "https://github.com/a/../b",
    "https://github.com/a/%2e%2e%00/b",
    "https://github.com/a/%0d%0aHost:x",
    "https://github.com/-a",
    "https://github.com/a b",
    "https://github.com/a\tb",
    "https://github.com/a\nb",
    "https://github.com/a\r\nHost: x",
    "https://github.com/a\0b",
    " https://github.com/a/b",
    "https://github.com/$(id)",
    "https://github.com/`id`",
    "https://github.com/$HOME",
    "https://github.com/a;id",
    "https://gïthub.com/a/b",
    "https://github。com/a/b",
    "https://-github.com/a/b",
    "https://git_hub.com/a/b",
    "https://.github.com/a",
    "https://github..com/a",
    "https:///a/b",
    "https:/github.com/a/b",
    "https:github.com/a/b",
    "https://github.com:0/a",
    "https://github.com:99999/a",
    "https://github.com:x/a",
    "https://%6cocalhost/a",
    "https://localhost/a",
    "https://LOCALHOST./a",
    "https://gateway.localhost/a",
    "https://printer.local/a",
    "https://metadata.google.internal/a",
    "https://intranet/a",
    "https://127.0.0.1/a",
    "https://127.1/a",
    "https://0x7f.1/a",
    "https://0x7f000001/a",
    "https://2130706433/a",
    "https://0177.0.0.1/a",
    "https://127.0.0.1./a",
    "https://0.0.0.0/a",
    "https://10.0.0.1/a",
    "https://172.16.0.1/a",
    "https://192.168.1.1/a",
    "https://100.64.0.1/a",
    "https://169.254.169.254/latest/meta-data",
    "https://224.0.0.1/a",
    "https://255.255.255.255/a",
    "https://[::1]/a",
    "https://[::]/a",
    "https://[::ffff:127.0.0.1]/a",
    "https://[::ffff:7f00:1]/a",
    "https://[fe80::1]/a",
    "https://[fe80::1%25eth0]/a",
    "https://[fc00::1]/a",
    "https://[2002:7f00:1::]/a",
    "https://[64:ff9b::7f00:1]/a",
    "https://[64:ff9b::a9fe:a9fe]/a",
    "https://[2001:db8::1]/a",
    "https://[::1/a",
    "https://" + "a" * 1000,
]


@pytest.mark.parametrize(("typed", "url", "host", "port"), ALLOWED)
def test_a_public_https_address_is_used_as_it_was_checked(typed: str, url: str, host: str, port: int) -> None:
    assert check_url(typed, allow_local=False) == WebAddress(url, host, port, is_public=True)


@pytest.mark.parametrize("typed", REFUSED)
def test_everything_else_is_refused_with_a_sentence(typed: str) -> None:
    refusal = check_url(typed, allow_local=False)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/srv/git/repo", LocalAddress("/srv/git/repo")),
        ("file:///srv/git/repo", LocalAddress("/srv/git/repo")),
        ("http://127.0.0.1:3000/a/b", WebAddress("http://127.0.0.1:3000/a/b", "127.0.0.1", 3000, is_public=False)),
        ("https://forge.lan/a", WebAddress("https://forge.lan/a", "forge.lan", 443, is_public=False)),
    ],
)
def test_with_local_repositories_allowed_paths_and_private_hosts_are_too(
    typed: str, expected: LocalAddress | WebAddress
) -> None:
    assert check_url(typed, allow_local=True) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "-uX",
        "--upload-pack=x",
        "ext::sh -c id",
        "ssh://-oProxyCommand=id/a",
        "file://host/a",
        "https://u:p@h.org/a",
        "a b",
    ],
)
def test_even_then_nothing_that_could_run_a_program_is_allowed(typed: str) -> None:
    assert isinstance(check_url(typed, allow_local=True), Refusal)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::1", False),
        ("64:ff9b::0a00:0001", False),
        ("64:ff9b::0101:0101", True),
        ("ff02::1", False),
    ],
)
def test_an_address_inside_an_address_counts(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public
