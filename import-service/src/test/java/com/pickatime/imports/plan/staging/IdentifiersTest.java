package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of identifiers where they are the ID by which people know each other. */
@ExtendWith(OpenStaging.class)
class IdentifiersTest {

    private static final RosterChoice SHOWN =
            new RosterChoice(List.of(), List.of(), List.of(), List.of(), List.of(), true);

    private static final List<RosterRow> PEOPLE = List.of(
            with("a", PersonRole.STUDENT, "K-7"),
            with("b", PersonRole.STUDENT, "k-7"),
            with("c", PersonRole.STUDENT, "8"),
            with("d", PersonRole.STUDENT, null),
            with("t", PersonRole.TEACHER, "8"),
            with("p", PersonRole.PARENT, "9"),
            with("g", PersonRole.GUARDIAN, "9"));

    private final Staging staging;

    IdentifiersTest(Staging staging) {
        this.staging = staging;
    }

    @Test
    void listsPeopleOfAKindWhoShareTheirIdentifierAndImportsThem() {
        var plan = planned(SHOWN);

        assertThat(counts(plan)).containsEntry("DUPLICATE_IDENTIFIERS", 4L).doesNotContainKey("REFUSED_ROWS");
        assertThat(plan.of(RecordType.PERSON).added()).isEqualTo(7);
        assertThat(plan.of(RecordType.PERSON).refused()).isZero();
        assertThat(staging.refused()).isEqualTo(4);
        assertThat(staging.refusals(10))
                .extracting(RowRefusal::sourceId, RowRefusal::field)
                .containsExactlyInAnyOrder(
                        tuple("a", "identifier"),
                        tuple("b", "identifier"),
                        tuple("p", "identifier"),
                        tuple("g", "identifier"));
    }

    @Test
    void countsPeopleWhoHaveNone() {
        assertThat(counts(planned(SHOWN))).containsEntry("IDENTIFIER_MISSING", 1L);
    }

    @Test
    void saysNothingOfIdentifiersThatNobodySees() {
        var plan = planned(RosterChoice.ALL);

        assertThat(counts(plan)).doesNotContainKeys("DUPLICATE_IDENTIFIERS", "IDENTIFIER_MISSING");
        assertThat(staging.refusals(10)).isEmpty();
    }

    private Plan planned(RosterChoice choice) {
        staging.choose(choice);
        staging.add(PEOPLE);
        return staging.plan();
    }

    private static Map<String, Long> counts(Plan plan) {
        return plan.warnings().stream().collect(Collectors.toMap(Warning::code, Warning::count));
    }

    private static RosterRow with(String id, PersonRole role, @Nullable String identifier) {
        return person(id, person -> person.setRoles(List.of(role)).setIdentifier(identifier));
    }
}
