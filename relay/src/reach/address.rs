//! Which addresses belong to the inside of a network, where no webhook may lead unless the
//! configuration says so: whoever can choose an address, or what a name stands for, must not make
//! the relay knock at doors that only the inside can see.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Addresses that are not for the whole internet, by the IANA special-purpose registries
/// (RFC 6890), and the one of a cloud's own services that stands among public ones.
const INTERNAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),        // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // behind a carrier
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // a cloud's own services
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local, clouds' metadata
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocols, a cloud's metadata
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // reserved, broadcast
];

/// Blocks inside the global range 2000::/3 that are not for the whole internet.
const INTERNAL_V6: [(Ipv6Addr, u32); 3] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocols, Teredo, ORCHID, benchmarks
    (Ipv6Addr::new(0x2001, 0x0db8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
const SIX_TO_FOUR: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16);
/// What a network without IPv4 writes in front of an IPv4 address (RFC 6052).
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// Whether an address belongs to the inside: loopback, private, link-local, multicast and all else
/// that is not for the whole internet, in whichever form an IPv4 address is written.
pub fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_internal_v4(v4),
        IpAddr::V6(v6) => is_internal_v6(v6),
    }
}

fn is_internal_v4(address: Ipv4Addr) -> bool {
    let mut blocks = INTERNAL_V4.into_iter();
    blocks.any(|(block, length)| same_start(address.to_bits(), block.to_bits(), 32 - length))
}

fn is_internal_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_internal_v4(v4);
    }
    let bits = address.to_bits();
    if in_block(address, NAT64) {
        return is_internal_v4(v4_at(bits, 0));
    }
    if in_block(address, SIX_TO_FOUR) {
        return is_internal_v4(v4_at(bits, 80));
    }
    !in_block(address, GLOBAL_V6)
        || INTERNAL_V6
            .into_iter()
            .any(|block| in_block(address, block))
}

fn in_block(address: Ipv6Addr, (block, length): (Ipv6Addr, u32)) -> bool {
    (address.to_bits() ^ block.to_bits()) >> (128 - length) == 0
}

fn same_start(left: u32, right: u32, but_last: u32) -> bool {
    (left ^ right) >> but_last == 0
}

/// The IPv4 address that stands so many bits from the end.
fn v4_at(bits: u128, from_end: u32) -> Ipv4Addr {
    let v4 = (bits >> from_end) & u128::from(u32::MAX);
    Ipv4Addr::from_bits(u32::try_from(v4).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_inside_is_known_in_every_form() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.251",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::808:808",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(is_internal(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "168.63.129.17",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2001:4860:4860::8888",
            "2002:808:808::1",
            "2a00:1450:400f:80d::200e",
        ] {
            assert!(!is_internal(outside.parse().unwrap()), "{outside}");
        }
    }

    proptest! {
        /// However an IPv4 address is dressed up, it stays on its side.
        #[test]
        fn the_form_does_not_change_the_side(bits: u32, below: u128) {
            let plain = is_internal(Ipv4Addr::from_bits(bits).into());
            let wide = u128::from(bits);
            for dressed in [
                0xffff_u128 << 32 | wide,
                0x64_ff9b_u128 << 96 | wide,
                0x2002_u128 << 112 | wide << 80 | below >> 48,
            ] {
                let dressed = Ipv6Addr::from_bits(dressed);
                prop_assert_eq!(is_internal(dressed.into()), plain, "{}", dressed);
            }
        }

        /// The library's own words for the inside, where it has them, are all kept.
        #[test]
        fn what_the_library_calls_inside_is_inside(bits: u32, wide: u128) {
            let v4 = Ipv4Addr::from_bits(bits);
            if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast()
                || v4.is_unspecified() || v4.is_broadcast() || v4.is_documentation() {
                prop_assert!(is_internal(v4.into()), "{}", v4);
            }
            let v6 = Ipv6Addr::from_bits(wide);
            if v6.is_loopback() || v6.is_unspecified() || v6.is_multicast()
                || v6.is_unique_local() || v6.is_unicast_link_local() {
                prop_assert!(is_internal(v6.into()), "{}", v6);
            }
        }
    }
}
