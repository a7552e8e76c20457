package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.JsonClient;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(3)
@ExtendWith(SharedDistrict.class)
class HealthIT {

    /** The store's health asks for {@code hello}. */
    @Test
    void everyServiceIsUpWhereAllIsWell(District district) {
        var ports = district.ports();

        assertThat(Stream.of(
                                ports.importService(),
                                ports.contactService(),
                                ports.notificationService(),
                                ports.ssoService(),
                                ports.webUi())
                        .map(port -> new JsonClient(URI.create("http://127.0.0.1:" + port))
                                .get("/actuator/health")
                                .path("status")
                                .asString()))
                .containsOnly("UP");
    }
}
