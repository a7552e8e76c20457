package com.pickatime.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LoopbackOnlyTest {

    private final AtomicBoolean passed = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void letsThisMachineControl(String address) {
        StepVerifier.create(filtered("/control/faults", address)).verifyComplete();

        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void keepsOthersFromControl(String address) {
        StepVerifier.create(filtered("/control/faults", address))
                .verifyErrorSatisfies(error -> assertThat(((ResponseStatusException) error).getStatusCode())
                        .isEqualTo(HttpStatus.FORBIDDEN));

        assertThat(passed).isFalse();
    }

    @Test
    void keepsTheUnknownFromControl() {
        assertThat(LoopbackOnly.isLocal(null)).isFalse();
        assertThat(LoopbackOnly.isLocal(InetSocketAddress.createUnresolved("localhost", 1)))
                .isFalse();
    }

    @Test
    void leavesTheRosterOpenToOthers() {
        StepVerifier.create(filtered("/applications", "192.0.2.7")).verifyComplete();

        assertThat(passed).isTrue();
    }

    private Mono<Void> filtered(String path, String address) {
        var request = MockServerHttpRequest.get(path).remoteAddress(new InetSocketAddress(address, 4711));
        return new LoopbackOnly()
                .filter(MockServerWebExchange.from(request), exchange -> Mono.fromRunnable(() -> passed.set(true)));
    }
}
