package com.pickatime.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BeginAnewEachTimeTest {

    @Test
    void findsWhatIsDoneOnceOnly() {
        assertThat(faultsOf("readsTheClock")).anyMatch(fault -> fault.contains("Clock.instant"));
        assertThat(faultsOf("asksAnother")).anyMatch(fault -> fault.contains("Sweeps.due"));
        assertThat(faultsOf("keepsAValue")).anyMatch(fault -> fault.contains("Mono.just"));
    }

    @Test
    void findsWhatNeverEnds() {
        assertThat(faultsOf("neverEnds"))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("has no timeout"));
    }

    @Test
    void letsDeferredWorkPass() {
        assertThat(faultsOf("works")).isEmpty();
        assertThat(faultsOf("worksWithALambda")).isEmpty();
    }

    private static List<String> faultsOf(String method) {
        var result = methods()
                .that()
                .haveName(method)
                .should(new BeginAnewEachTime())
                .evaluate(new ClassFileImporter().importClasses(Sweeps.class, Endless.class));
        return result.getFailureReport().getDetails();
    }

    static class Sweeps {

        private static final Duration LIMIT = Duration.ofMinutes(1);

        private final Clock clock = Clock.systemUTC();

        Mono<Instant> readsTheClock() {
            var now = clock.instant();
            return Mono.defer(() -> Mono.just(now)).timeout(LIMIT);
        }

        Mono<Instant> asksAnother() {
            return due().timeout(LIMIT);
        }

        Mono<Integer> keepsAValue() {
            return Mono.just(1).flatMap(one -> Mono.defer(() -> Mono.just(one))).timeout(LIMIT);
        }

        Mono<Instant> works() {
            return Mono.defer(this::due).timeout(LIMIT);
        }

        Mono<Void> worksWithALambda() {
            return Mono.defer(() -> Mono.just(clock.instant()).timeout(LIMIT)).then();
        }

        private Mono<Instant> due() {
            return Mono.just(clock.instant());
        }
    }

    static class Endless {

        Mono<Integer> neverEnds() {
            return Mono.defer(() -> Mono.just(1));
        }
    }
}
