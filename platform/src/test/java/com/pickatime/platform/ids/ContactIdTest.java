package com.pickatime.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContactIdTest {

    @Test
    void isTheSameAtEveryDerivationAndNeverChangesBetweenReleases() {
        assertThat(ContactId.first(new BusinessId("b"), "s1"))
                .isEqualTo(ContactId.derived(new BusinessId("b"), "s1", 1));
        assertThat(ContactId.first(new BusinessId("b"), "s1").value())
                .isEqualTo("7179b2f1-6677-5bed-9d99-ffe00ea8f991");
    }

    @Test
    void isANameBasedUuid() {
        var uuid = UUID.fromString(ContactId.first(new BusinessId("b"), "s1").value());

        assertThat(uuid.version()).isEqualTo(5);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void differsByBusinessSourceIdAndGenerationHoweverTheyAreCut() {
        var ids = List.of(
                ContactId.derived(new BusinessId("b"), "s1", 1),
                ContactId.derived(new BusinessId("b"), "s1", 2),
                ContactId.derived(new BusinessId("b"), "S1", 1),
                ContactId.derived(new BusinessId("b"), "s1 ", 1),
                ContactId.derived(new BusinessId("bs"), "1", 1),
                ContactId.derived(new BusinessId("bs1"), "", 1));

        assertThat(new HashSet<>(ids)).hasSize(ids.size());
    }

    @Test
    void isNotBlank() {
        assertThatThrownBy(() -> new ContactId(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
