package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistryAddressTest {

    @Test
    void keepsThePathOfTheUrl() {
        assertThat(RegistryAddress.of("https://registry.example:443/apis/ccompat/v7//", "")
                        .resolve("/schemas/ids/1"))
                .hasToString("https://registry.example:443/apis/ccompat/v7/schemas/ids/1");
    }

    @Test
    void takesNoCredentialsWhereNoneAreGiven() {
        assertThat(RegistryAddress.of("http://[::1]:8081", "").authorization()).isNull();
    }

    @Test
    void decodesTheCredentialsOfTheUrlAndShowsThemNowhere() {
        var address = RegistryAddress.of("http://ada:s3%40cret@registry:8081", "");

        assertThat(address.authorization()).isEqualTo("Basic YWRhOnMzQGNyZXQ=");
        assertThat(address).hasToString("http://registry:8081");
    }

    @Test
    void prefersTheConfiguredUser() {
        assertThat(RegistryAddress.of("http://eve:x@registry:8081", "ada:s3cret")
                        .authorization())
                .isEqualTo("Basic YWRhOnMzY3JldA==");
    }
}
