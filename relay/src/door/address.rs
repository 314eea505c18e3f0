//! Where a request comes from: the right-most hop that is not a trusted proxy.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::config::Config;
use crate::rate::Prefix;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address as limits count it.
///
/// `X-Forwarded-For` is read from the right, and only as long as the hops that wrote it are
/// trusted: what stands further left anybody could have written. A hop that can't be read ends
/// the walk at the proxy that wrote it.
pub fn client(config: &Config, peer: SocketAddr, headers: &HeaderMap) -> Prefix {
    let mut last = peer.ip().to_canonical();
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let mut hops = lines
        .iter()
        .rev()
        .flat_map(|line| line.to_str().unwrap_or("unreadable").rsplit(','));
    while is_trusted(config, last) {
        match hops.next().and_then(hop) {
            Some(before) => last = before,
            None => break,
        }
    }
    Prefix::of(last)
}

fn is_trusted(config: &Config, address: IpAddr) -> bool {
    let mut proxies = config.trusted_proxies.iter();
    proxies.any(|net| net.contains(&address))
}

/// Reads a hop: an address, perhaps with a port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text
        .parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|with_port| with_port.ip()))
        .or_else(|_| {
            let inner = text
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            inner.unwrap_or_default().parse()
        });
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    fn client_of(peer: &str, forwarded: &[&str]) -> String {
        let mut config = Config::read(&Sources {
            demo: true,
            ..Sources::default()
        })
        .unwrap();
        config.trusted_proxies = vec![
            "10.0.0.0/8".parse().unwrap(),
            "2001:db8:ffff::/48".parse().unwrap(),
        ];
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 40_000);
        client(&config, peer, &headers).0.to_string()
    }

    #[test]
    fn the_right_most_untrusted_hop_is_the_client() {
        let table: &[(&str, &[&str], &str)] = &[
            // Nobody in between, and somebody who pretends.
            ("192.0.2.1", &[], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            // One proxy, and one with a client that pretends.
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["10.9.9.9, 198.51.100.7"], "198.51.100.7"),
            // Two proxies, in one header and in two.
            ("10.0.0.1", &["198.51.100.7, 10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", &["198.51.100.7", "10.0.0.2"], "198.51.100.7"),
            (
                "10.0.0.1",
                &["203.0.113.9", "198.51.100.7, 10.0.0.2"],
                "198.51.100.7",
            ),
            // Within the network of the proxies.
            ("10.0.0.1", &["10.0.0.3"], "10.0.0.3"),
            ("10.0.0.1", &[], "10.0.0.1"),
            // What can't be read.
            ("10.0.0.1", &["unknown"], "10.0.0.1"),
            (
                "10.0.0.1",
                &["198.51.100.7, nonsense, 10.0.0.2"],
                "10.0.0.2",
            ),
            ("10.0.0.1", &["198.51.100.7, "], "10.0.0.1"),
            // Ports, IPv6, and IPv4 in IPv6's clothes.
            ("10.0.0.1", &["198.51.100.7:1234"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db8:1:2:3::4]:1234"], "2001:db8:1:2::"),
            ("10.0.0.1", &["[2001:db8:1:2:3::4]"], "2001:db8:1:2::"),
            ("10.0.0.1", &["2001:db8:1:2:3::4"], "2001:db8:1:2::"),
            ("::ffff:10.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7"),
            ("2001:db8:ffff::1", &["198.51.100.7"], "198.51.100.7"),
        ];
        for (peer, forwarded, expected) in table {
            assert_eq!(
                client_of(peer, forwarded),
                *expected,
                "{peer} {forwarded:?}"
            );
        }
    }
}
