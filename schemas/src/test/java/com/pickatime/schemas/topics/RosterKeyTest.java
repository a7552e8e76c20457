package com.pickatime.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterKeyTest {

    @Test
    void joinsBusinessAndSourceId() {
        assertThat(RosterKey.of("springfield", "s-1")).isEqualTo("springfield:s-1");
    }

    @Test
    void keepsTheSourceIdAsItIs() {
        assertThat(RosterKey.of("b", "urn:ID 7 *")).isEqualTo("b:urn:ID 7 *");
        assertThat(RosterKey.of("b", "s-1")).isNotEqualTo(RosterKey.of("b", "S-1"));
    }

    @ParameterizedTest
    @CsvSource({"'', s-1", "springfield, ''", "'', ''"})
    void needsBothParts(String businessId, String sourceId) {
        assertThatIllegalArgumentException().isThrownBy(() -> RosterKey.of(businessId, sourceId));
    }

    @Test
    void refusesABusinessIdThatCouldMakeTwoPairsOneKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RosterKey.of("a:b", "c"))
                .withMessageContaining("colon");
    }
}
