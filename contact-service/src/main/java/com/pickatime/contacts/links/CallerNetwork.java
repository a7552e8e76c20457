package com.pickatime.contacts.links;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;

/** Where a try comes from, as far as budgets care. */
final class CallerNetwork {

    private static final int CUSTOMER_BYTES = 8;

    private static final int UNIQUE_LOCAL_BITS = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    private CallerNetwork() {}

    /**
     * The caller's address, of IPv6 the half that a provider gives one customer (RFC 6177). Empty for an address of a private
     * network: it is that of a proxy of ours which tells no other, so that everybody would have one budget, and anybody could
     * use it up for all.
     */
    static Optional<String> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getRemoteAddress())
                .map(InetSocketAddress::getAddress)
                .flatMap(CallerNetwork::of);
    }

    static Optional<String> of(InetAddress address) {
        if (isPrivate(address)) {
            return Optional.empty();
        }
        var bytes = address.getAddress();
        return Optional.of(HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, CUSTOMER_BYTES) : bytes));
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_BITS) == UNIQUE_LOCAL);
    }
}
