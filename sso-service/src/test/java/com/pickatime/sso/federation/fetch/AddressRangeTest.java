package com.pickatime.sso.federation.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "100.64.0.0/10, 100.127.0.1, true",
        "100.64.0.0/10, 100.128.0.0, false",
        "192.168.1.7/32, 192.168.1.7, true",
        "192.168.1.7/32, 192.168.1.6, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2000::/3, 3fff:ffff::1, true",
        "2000::/3, 4000::, false",
        "64:ff9b::/96, 64:ff9b::1.2.3.4, true",
        "64:ff9b::/96, 64:ff9b:0:0:0:1:102:304, false",
        "0.0.0.0/0, 2000::1, false"
    })
    void containsWhatSharesItsFirstBits(String range, String address, boolean contained) throws Exception {
        assertThat(AddressRange.of(range)
                        .contains(InetAddress.getByName(address).getAddress()))
                .isEqualTo(contained);
    }

    @Test
    void isNoName() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of("300.1.1.1.invalid/8"));
    }
}
