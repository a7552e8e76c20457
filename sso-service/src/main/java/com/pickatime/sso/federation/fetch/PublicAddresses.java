package com.pickatime.sso.federation.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the Internet at large, by the IANA special-purpose registries (RFC 6890 and its updates).
 *
 * <p>Of IPv6 only what is assigned to global unicast counts, and an address that carries one of IPv4 counts as that one
 * does. A network's own NAT64 prefix (RFC 6052) cannot be told from other addresses; keep it from this service's egress.
 */
final class PublicAddresses {

    private static final List<AddressRange> NOT_PUBLIC_IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");

    /** Protocol assignments with Teredo, documentation, and 6to4, which RFC 7526 ended. */
    private static final List<AddressRange> NOT_PUBLIC_IPV6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final int IPV4_LENGTH = 4;

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == IPV4_LENGTH) {
            return isPublicIpv4(bytes);
        }
        if (NAT64.contains(bytes)) {
            return isPublicIpv4(Arrays.copyOfRange(bytes, bytes.length - IPV4_LENGTH, bytes.length));
        }
        return GLOBAL_UNICAST.contains(bytes) && NOT_PUBLIC_IPV6.stream().noneMatch(range -> range.contains(bytes));
    }

    private static boolean isPublicIpv4(byte[] address) {
        return NOT_PUBLIC_IPV4.stream().noneMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Stream.of(cidrs).map(AddressRange::of).toList();
    }
}
