package com.pickatime.local.infrastructure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibilityLevelTest {

    private static final Schema NO_FIELD =
            SchemaBuilder.record("Contact").fields().endRecord();
    private static final Schema ONE_FIELD =
            SchemaBuilder.record("Contact").fields().requiredString("name").endRecord();
    private static final Schema NEW_REQUIRED_FIELD = SchemaBuilder.record("Contact")
            .fields()
            .requiredString("name")
            .requiredString("email")
            .endRecord();
    private static final Schema NEW_OPTIONAL_FIELD = SchemaBuilder.record("Contact")
            .fields()
            .requiredString("name")
            .optionalString("email")
            .endRecord();
    private static final Schema OTHER_TYPE =
            SchemaBuilder.record("Contact").fields().requiredInt("name").endRecord();

    @ParameterizedTest
    @EnumSource
    void letsTheFirstVersionThrough(CompatibilityLevel level) {
        assertThat(level.objections(ONE_FIELD, List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void letsAnOptionalFieldThrough(CompatibilityLevel level) {
        assertThat(level.objections(NEW_OPTIONAL_FIELD, List.of(ONE_FIELD))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKWARD", "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"})
    void saysWhyTheNewCannotReadTheOld(CompatibilityLevel level) {
        assertThat(level.objections(NEW_REQUIRED_FIELD, List.of(ONE_FIELD)))
                .singleElement()
                .asString()
                .startsWith("READER_FIELD_MISSING_DEFAULT_VALUE at ")
                .contains("email");
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"})
    void saysWhyTheOldCannotReadTheNew(CompatibilityLevel level) {
        assertThat(level.objections(NO_FIELD, List.of(ONE_FIELD)))
                .singleElement()
                .asString()
                .contains("name");
    }

    @Test
    void comparesWithTheLastVersionOnly() {
        assertThat(CompatibilityLevel.BACKWARD.objections(ONE_FIELD, List.of(OTHER_TYPE, NEW_OPTIONAL_FIELD)))
                .isEmpty();
    }

    @Test
    void comparesWithEveryVersionWhenTransitive() {
        assertThat(CompatibilityLevel.BACKWARD_TRANSITIVE.objections(
                        ONE_FIELD, List.of(OTHER_TYPE, NEW_OPTIONAL_FIELD)))
                .isNotEmpty();
    }

    @Test
    void asksNothingWithNone() {
        assertThat(CompatibilityLevel.NONE.objections(OTHER_TYPE, List.of(ONE_FIELD)))
                .isEmpty();
    }

    @Test
    void isFoundByNameInAnyCase() {
        assertThat(CompatibilityLevel.named("full_transitive")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        assertThatThrownBy(() -> CompatibilityLevel.named("SIDEWAYS"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(42203));
    }
}
