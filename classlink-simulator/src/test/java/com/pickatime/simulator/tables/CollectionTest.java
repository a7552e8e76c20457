package com.pickatime.simulator.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectionTest {

    @ParameterizedTest
    @EnumSource(Collection.class)
    void isFoundByItsNameInPaths(Collection collection) {
        assertThat(Collection.named(collection.plural())).isEqualTo(collection);
    }

    @Test
    void namesThemAllWhenOneIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Collection.named("pupils"))
                .withMessageContaining("users")
                .withMessageContaining("demographics");
    }

    @Test
    void hasTheKeysOfTheInterface() {
        assertThat(Collection.CLASSES.singular()).isEqualTo("class");
        assertThat(Collection.ACADEMIC_SESSIONS.plural()).isEqualTo("academicSessions");
        assertThat(Collection.DEMOGRAPHICS.singular()).isEqualTo("demographics");
    }
}
