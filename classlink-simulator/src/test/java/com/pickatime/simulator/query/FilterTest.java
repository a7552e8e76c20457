package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private final Roster roster = new Roster(Districts.of(500), Edits.NONE);

    @Test
    void letsEverythingPassWhenThereIsNone() {
        assertPasses(null, user -> true);
        assertPasses(" ", user -> true);
    }

    @Test
    void comparesRoles() {
        assertPasses("role='student'", user -> role(user).equals("student"));
        assertPasses("role!='student'", user -> !role(user).equals("student"));
    }

    @Test
    void comparesStatus() {
        assertPasses("status='active'", user -> user.base().status().equals("active"));
        assertPasses("status='tobedeleted'", user -> user.base().status().equals("tobedeleted"));
    }

    @Test
    void comparesSourcedIds() {
        assertPasses("sourcedId>='G'", user -> user.base().sourcedId().compareTo("G") >= 0);
        assertPasses("sourcedId<'G'", user -> user.base().sourcedId().compareTo("G") < 0);
        assertPasses("sourcedId<='ADM0001'", user -> user.base().sourcedId().compareTo("ADM0001") <= 0);
    }

    @Test
    void comparesModificationTimesAsTimes() {
        var time = "2026-06-01T00:00:00.000Z";

        assertPasses("dateLastModified>'" + time + "'", user -> modified(user).compareTo(time) > 0);
        assertPasses("dateLastModified>'2026-06-01'", user -> modified(user).compareTo(time) > 0);
        assertPasses(
                "dateLastModified>'2026-06-01T00:00:00Z'",
                user -> modified(user).compareTo(time) > 0);
    }

    @Test
    void comparesAnyOtherField() {
        assertPasses("givenName='Jean-Luc'", user -> user.name().givenName().equals("Jean-Luc"));
        assertPasses("familyName~'ñ'", user -> user.name().familyName().contains("ñ"));
    }

    @Test
    void looksIntoListsAndReferences() {
        assertPasses("grades='09'", user -> user.membership().grades().contains("09"));
        assertPasses("grades!='09'", user -> !user.membership().grades().contains("09"));
        assertPasses(
                "orgs.sourcedId='1001'",
                user -> user.membership().orgs().stream()
                        .anyMatch(org -> org.sourcedId().equals("1001")));
        assertPasses(
                "metadata.homeLanguage='Spanish'",
                user -> user.base().metadata().containsValue("Spanish"));
    }

    @Test
    void readsQuotesCommasAndSpacesInValues() {
        assertPasses("familyName='O''Brien'", user -> user.name().familyName().equals("O'Brien"));
        assertPasses("familyName='de la Cruz'", user -> user.name().familyName().equals("de la Cruz"));
        assertPasses("familyName='a, b AND c'", user -> false);
    }

    @Test
    void letsAndBindTighterThanOr() {
        assertPasses(
                "role='teacher' OR role='student' AND sourcedId<'1000100'",
                user -> role(user).equals("teacher")
                        || (role(user).equals("student")
                                && user.base().sourcedId().compareTo("1000100") < 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"role", "role=student", "role='student", "role='a' XOR role='b'", "role='a' AND", "(role='a')"})
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Filter.parse(text)).isInstanceOf(OneRosterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shoeSize='43'", "orgs.shoeSize='43'", "orgs.href.x=''", "dateLastModified>'yesterday'"})
    void refusesWhatItCannotCompare(String text) {
        var filter = Filter.parse(text);

        assertThatThrownBy(() -> filter.check(Version.V1_1, Collection.USERS)).isInstanceOf(OneRosterException.class);
    }

    private void assertPasses(@Nullable String text, Predicate<User> expected) {
        var filter = Filter.parse(text);

        assertThat(IntStream.range(0, roster.district().table(Collection.USERS).size()))
                .allSatisfy(index -> assertThat(filter.passes(row(index)))
                        .isEqualTo(expected.test((User) roster.row(Collection.USERS, index))));
    }

    private Row row(int index) {
        return new Row(roster, Collection.USERS, index, Version.V1_1);
    }

    private static String role(User user) {
        return user.membership().role();
    }

    private static String modified(User user) {
        return user.base().dateLastModified();
    }
}
