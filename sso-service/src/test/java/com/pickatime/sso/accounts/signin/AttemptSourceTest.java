package com.pickatime.sso.accounts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AttemptSourceTest {

    @Test
    void tellsAddressesApartAndOfIpv6Customers() throws Exception {
        assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8:0:1::1")).isEqualTo(network("2001:db8:0:1:ffff::2"));
        assertThat(network("2001:db8:0:1::1")).isNotEqualTo(network("2001:db8:0:2::1"));
    }

    @Test
    void showsNothing() throws Exception {
        assertThat(new AttemptSource(network("192.0.2.1"), java.util.Optional.of("secret")))
                .hasToString("AttemptSource");
    }

    private static String network(String address) throws Exception {
        return AttemptSource.network(InetAddress.getByName(address));
    }
}
