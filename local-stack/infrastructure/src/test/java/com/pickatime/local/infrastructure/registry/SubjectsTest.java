package com.pickatime.local.infrastructure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    private final Subjects subjects = new Subjects(Journal.inMemory());

    private static Schema recordWithFields(int count) {
        var fields = SchemaBuilder.record("Thing").fields();
        IntStream.range(0, count).forEach(i -> fields.optionalString("f" + i));
        return fields.endRecord();
    }

    @Test
    void givesOneSchemaOneIdInEverySubject() {
        var first = subjects.register("a", STRING);
        var other = subjects.register("b", STRING);

        assertThat(other.id()).isEqualTo(first.id());
        assertThat(subjects.withId(first.id()))
                .extracting(RegisteredSchema::subject)
                .containsExactly("a", "b");
    }

    @Test
    void countsVersionsPerSubject() {
        subjects.register("a", recordWithFields(1));
        subjects.register("b", recordWithFields(1));

        assertThat(subjects.register("a", recordWithFields(2)).version()).isEqualTo(2);
        assertThat(subjects.register("b", recordWithFields(3)).version()).isEqualTo(2);
        assertThat(subjects.names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void registersOnceForManyAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<RegisteredSchema> register = () -> subjects.register("a", STRING);
            var results = threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> register).toList());
            for (var result : results) {
                assertThat(result.get().id()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(subjects.versionsOf("a")).hasSize(1);
    }

    @Test
    void changesNothingWhenASchemaIsRefused() {
        subjects.register("a", STRING);

        assertThatThrownBy(() -> subjects.register("a", recordWithFields(1)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("TYPE_MISMATCH");

        assertThat(subjects.versionsOf("a")).hasSize(1);
        assertThat(subjects.objections("a", STRING)).isEmpty();
    }

    @Test
    void prefersASubjectsOwnLevel() {
        subjects.setLevel(null, CompatibilityLevel.FULL);
        subjects.setLevel("a", CompatibilityLevel.NONE);

        assertThat(List.of(subjects.levelFor("a"), subjects.levelFor("b")))
                .containsExactly(CompatibilityLevel.NONE, CompatibilityLevel.FULL);
        subjects.setLevel("a", null);
        assertThat(subjects.levelFor("a")).isEqualTo(CompatibilityLevel.FULL);
    }

    @Test
    void knowsNoOtherSubjectsAndIds() {
        assertThatThrownBy(() -> subjects.versionsOf("none"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(40401));
        assertThatThrownBy(() -> subjects.withId(1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(40403));
    }
}
