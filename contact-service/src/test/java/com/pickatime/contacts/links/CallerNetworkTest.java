package com.pickatime.contacts.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerNetworkTest {

    @Test
    void tellsAddressesApartAndOfIpv6Customers() throws Exception {
        assertThat(network("192.0.2.1")).isPresent().isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8:0:1::1")).isPresent().isEqualTo(network("2001:db8:0:1:ffff::2"));
        assertThat(network("2001:db8:0:1::1")).isNotEqualTo(network("2001:db8:0:2::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "::1", "fe80::1", "fd00::1"
            })
    void knowsNoCallerBehindAProxyOfOurs(String address) throws Exception {
        assertThat(network(address)).isEmpty();
    }

    private static Optional<String> network(String address) throws Exception {
        return CallerNetwork.of(InetAddress.getByName(address));
    }
}
