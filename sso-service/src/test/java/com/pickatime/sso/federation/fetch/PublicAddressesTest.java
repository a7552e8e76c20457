package com.pickatime.sso.federation.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::8.8.8.8"
            })
    void contain(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "ff0e::1",
                "2001:db8::1",
                "2001::1",
                "2001:2::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:808:808::1",
                "3fff::1",
                "4000::1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "::127.0.0.1",
                "::8.8.8.8",
                "100::1"
            })
    void doNotContain(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void doNotContainIpv4AddressesThatAreWrittenAsIpv6() throws Exception {
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};

        assertThat(PublicAddresses.contain(InetAddress.getByAddress(mapped))).isFalse();
        assertThat(PublicAddresses.contain(Inet6Address.getByAddress("mapped", mapped, -1)))
                .isFalse();
    }

    @Test
    void areTheLoopbackOnesTooOnlyWhereThatIsAllowed() throws Exception {
        var loopback = InetAddress.getByName("127.0.0.1");
        var inside = InetAddress.getByName("10.0.0.1");
        var outside = InetAddress.getByName("8.8.8.8");

        assertThat(AddressRule.PUBLIC.allows(loopback)).isFalse();
        assertThat(AddressRule.PUBLIC_OR_LOOPBACK.allows(loopback)).isTrue();
        assertThat(AddressRule.PUBLIC_OR_LOOPBACK.allows(outside)).isTrue();
        assertThat(AddressRule.PUBLIC_OR_LOOPBACK.allows(inside)).isFalse();
        assertThat(AddressRule.LOOPBACK.allows(loopback)).isTrue();
        assertThat(AddressRule.LOOPBACK.allows(outside)).isFalse();
    }
}
