package com.pickatime.sso.accounts.signin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where a try to sign in comes from, as far as the limits care.
 *
 * @param network the address, of IPv6 the half that a provider gives one customer (RFC 6177); behind a proxy it is the
 *     proxy's, unless the service was told to believe forwarded headers
 * @param browser the secret of a browser in which somebody signed in with a password before, unchecked
 */
record AttemptSource(String network, Optional<String> browser) {

    private static final int CUSTOMER_BYTES = 8;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    static AttemptSource of(ServerWebExchange exchange) {
        var cookie = exchange.getRequest().getCookies().getFirst(KnownBrowsers.COOKIE);
        return new AttemptSource(
                Optional.ofNullable(exchange.getRequest().getRemoteAddress())
                        .map(InetSocketAddress::getAddress)
                        .map(AttemptSource::network)
                        .orElse(""),
                Optional.ofNullable(cookie)
                        .map(HttpCookie::getValue)
                        .filter(value -> SECRET.matcher(value).matches()));
    }

    static String network(InetAddress address) {
        var bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, CUSTOMER_BYTES) : bytes);
    }

    /** Shows neither: an address is personal data, and the other a secret. */
    @Override
    public String toString() {
        return "AttemptSource";
    }
}
