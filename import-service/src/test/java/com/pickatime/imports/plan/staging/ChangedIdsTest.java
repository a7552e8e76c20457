package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.birthDate;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.Rekey;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.result.ChangedIds;
import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.imports.plan.staging.result.ChangedIds.Rule;
import com.pickatime.imports.plan.staging.row.CanonicalForm;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is recognised under another source ID. */
class ChangedIdsTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final BusinessId BUSINESS = new BusinessId("springfield");
    private static final LocalDate BORN = LocalDate.of(2012, 2, 23);

    @TempDir
    Path directory;

    private final List<RosterRow> before = new ArrayList<>();
    private final List<RosterRow> after = new ArrayList<>();

    @Test
    void areThoseWithTheSameNameAndBirthDate() {
        before(student("s1", "Bart"), birthDate("s1", BORN), student("s2", "Lisa"), birthDate("s2", BORN));
        after(student("n1", "BART "), birthDate("n1", BORN), student("n2", "Lisa"), birthDate("n2", BORN));

        assertThat(pairs())
                .containsExactlyInAnyOrder(
                        new Pair("s1", "n1", Rule.NAME_AND_BIRTH_DATE), new Pair("s2", "n2", Rule.NAME_AND_BIRTH_DATE));
        assertThat(found())
                .isEqualTo(
                        new ChangedIds(2, 2, 0, Map.of(PersonRole.STUDENT, 2L), Map.of(Rule.NAME_AND_BIRTH_DATE, 2L)));
    }

    @Test
    void areThoseWithTheSameNumberUnlessNameAndBirthDateBothDiffer() {
        before(numbered("s1", "Bart", "17"), numbered("s2", "Lisa", "18"), birthDate("s2", BORN));
        after(
                numbered("n1", "Bartholomew", " 17"),
                numbered("n2", "Milhouse", "18"),
                birthDate("n2", BORN.plusDays(1)));

        assertThat(pairs()).containsExactly(new Pair("s1", "n1", Rule.IDENTIFIER));
    }

    @Test
    void areThoseWithTheSameAddressAndName() {
        before(parent("p1", "Marge", "family@example.org"), parent("p2", "Homer", "family@example.org"));
        after(parent("q1", "Marge", "Family@Example.org"), parent("q2", "Abe", "family@example.org"));

        assertThat(pairs()).containsExactly(new Pair("p1", "q1", Rule.EMAIL_AND_NAME));
        assertThat(found().byRole()).isEqualTo(Map.of(PersonRole.PARENT, 1L));
    }

    @Test
    void areNotThoseWhoCouldBeMoreThanOne() {
        before(student("s1", "Bart"), birthDate("s1", BORN), student("s2", "Bart"), birthDate("s2", BORN));
        after(student("n1", "Bart"), birthDate("n1", BORN), student("n2", "Bart"), birthDate("n2", BORN));

        assertThat(pairs()).isEmpty();
        assertThat(found().ambiguous()).isEqualTo(2);
    }

    @Test
    void areNotThoseWhomTwoRulesTakeForDifferentPeople() {
        before(numbered("s1", "Bart", "17"), birthDate("s1", BORN));
        after(student("n1", "Bart"), birthDate("n1", BORN), numbered("n2", "Bartholomew", "17"));

        assertThat(pairs()).isEmpty();
        assertThat(found().ambiguous()).isOne();
    }

    @Test
    void areNotAParentAndAChildWithTheSameNumber() {
        before(numbered("s1", "Bart", "17"));
        after(person(
                "p1",
                any -> any.setRoles(List.of(PersonRole.PARENT))
                        .setGivenName("Homer")
                        .setIdentifier("17")));

        assertThat(found().pairs()).isZero();
    }

    @Test
    void areNobodyWhereTheContactServiceTellsNoNumberAndNoAddress() {
        before(student("s1", "Bart"), student("s2", "Lisa"));
        after(student("n1", "Bart"), student("n2", "Lisa"));

        assertThat(found().pairs()).isZero();
        assertThat(found().removed()).isEqualTo(2);
    }

    @Test
    void holdAnImportFromTwentyAndHalfOfTheRemovedOn() {
        assertThat(Rekey.reasons(changed(19, 19))).isEmpty();
        assertThat(Rekey.reasons(changed(30, 61))).isEmpty();
        assertThat(Rekey.reasons(changed(30, 60)))
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo(
                        "30 students seem to have a new source ID, as after a change of the student information system."
                                + " Recognised: 30 by name and birth date. 30 more people would be removed, of whom 4 could be more"
                                + " than one of the new ones.");
    }

    private static ChangedIds changed(long pairs, long removed) {
        return new ChangedIds(
                pairs, removed, 4, Map.of(PersonRole.STUDENT, pairs), Map.of(Rule.NAME_AND_BIRTH_DATE, pairs));
    }

    private void before(RosterRow... rows) {
        before.addAll(List.of(rows));
    }

    private void after(RosterRow... rows) {
        after.addAll(List.of(rows));
    }

    private static RosterRow person(String id, UnaryOperator<RosterPerson.Builder> given) {
        return Rows.person(id, given);
    }

    private static RosterRow student(String id, String name) {
        return person(id, any -> any.setGivenName(name));
    }

    private static RosterRow numbered(String id, String name, String number) {
        return person(id, any -> any.setGivenName(name).setIdentifier(number));
    }

    private static RosterRow parent(String id, String name, String email) {
        return person(
                id,
                any -> any.setRoles(List.of(PersonRole.PARENT))
                        .setGivenName(name)
                        .setEmailCiphertext(RosterRow.clear(email)));
    }

    private ChangedIds found() {
        try (var staging = staged()) {
            return staging.changedIds();
        }
    }

    private List<Pair> pairs() {
        try (var staging = staged()) {
            return staging.changedIds(0, 100);
        }
    }

    private Staging staged() {
        var staging = Staging.open(directory, HASH, BUSINESS);
        staging.add(after);
        staging.addStored(before.stream().map(ChangedIdsTest::stored).toList());
        return staging;
    }

    @SuppressWarnings("NullAway") // does not read from a class file that an array may be null
    private static StoredEntry stored(RosterRow row) {
        var crypto = new RowCrypto(HASH, BUSINESS);
        var person = row.type() == RecordType.PERSON ? Rows.person(row) : null;
        return new StoredEntry(
                row.type(),
                row.sourceId(),
                HASH.of(CanonicalForm.of(row)),
                List.of(),
                person == null ? List.of() : person.getRoles(),
                null,
                bytes(crypto.identity(row)),
                person == null ? null : bytes(crypto.identifier(person)),
                person == null ? null : bytes(crypto.email(person)),
                false,
                false);
    }

    private static byte @Nullable [] bytes(@Nullable UUID hash) {
        return hash == null ? null : HashUuid.bytes(hash);
    }
}
