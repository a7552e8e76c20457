package com.pickatime.imports.publish.sourceindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.OwnContacts;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexLineTest {

    private static final String HASH = "00112233445566778899aabbccddeeff";

    @Test
    void readsPositions() {
        assertThat(IndexLine.positions("{\"positions\":{\"0\":123,\"11\":-1}}")).isEqualTo(Map.of(0, 123L, 11, -1L));
        assertThat(IndexLine.positions("{\"positions\":{}}")).isEmpty();
    }

    @Test
    void readsAnEntryWhateverIsInItsSourceId() {
        var entry = IndexLine.entry("[\"PERSON\",\"a|\\\"b\\\" \\u00e9\",\"" + HASH + "\"]");

        assertThat(entry.type()).isEqualTo(RecordType.PERSON);
        assertThat(entry.sourceId()).isEqualTo("a|\"b\" é");
        assertThat(entry.hash()).isEqualTo(HexFormat.of().parseHex(HASH));
    }

    @Test
    void readsWhereAnEntryBelongs() {
        var person = IndexLine.entry(
                "[\"PERSON\",\"1\",\"" + HASH + "\",{\"orgs\":[\"s1\",\"s2\"],\"roles\":[\"TEACHER\",\"JANITOR\"]}]");
        var school = IndexLine.entry("[\"ORG\",\"s1\",\"" + HASH + "\",{\"name\":\"Hillcrest Elementary\"}]");

        assertThat(person.orgSourceIds()).containsExactly("s1", "s2");
        assertThat(person.roles()).containsExactly(PersonRole.TEACHER);
        assertThat(person.orgName()).isNull();
        assertThat(school.orgName()).isEqualTo("Hillcrest Elementary");
    }

    @Test
    void readsWhoSomebodyIsAndWhetherThatIsToBeDecided() {
        var waiting = IndexLine.entry(
                "[\"PERSON\",\"1\",\"" + HASH + "\",{\"identity\":\"" + HASH + "\",\"quarantined\":true}]");
        var untold = IndexLine.entry("[\"PERSON\",\"1\",\"" + HASH + "\",{\"roles\":[\"STUDENT\"]}]");

        assertThat(waiting.identity()).isEqualTo(HexFormat.of().parseHex(HASH));
        assertThat(waiting.quarantined()).isTrue();
        assertThat(untold.identity()).isNull();
        assertThat(untold.quarantined()).isFalse();
    }

    @Test
    void knowsTheLastLine() {
        assertThat(IndexLine.entries("{\"entries\":12}")).isEqualTo(12);
        assertThat(IndexLine.entries("[\"ORG\",\"1\",\"" + HASH + "\"]")).isNull();
    }

    @Test
    void readsTheContactsThatTheBusinessMadeItself() {
        var own = IndexLine.own(
                "{\"entries\":0,\"own\":{\"PARENT\":2,\"TEACHER\":1,\"JANITOR\":4},\"firstImport\":\"ADOPT\"}");

        assertThat(own.byRole())
                .isEqualTo(Map.of(PersonRole.PARENT, 2L, PersonRole.TEACHER, 1L, PersonRole.UNKNOWN, 4L));
        assertThat(own.decision()).isEqualTo(OwnContacts.Decision.ADOPT);
        assertThat(IndexLine.own("{\"entries\":12}")).isEqualTo(OwnContacts.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"PERSON\",\"1\"]",
                "[\"PERSON\",\"1\",\"0011\"]",
                "[\"PERSON\",\"1\",\"zz112233445566778899aabbccddeeff\"]",
                "[\"PARROT\",\"1\",\"00112233445566778899aabbccddeeff\"]",
                "[\"PERSON\",\"1\",\"00112233445566778899aabbccddeeff\",1]",
                "[\"PERSON\",\"1\",\"00112233445566778899aabbccddeeff\",{\"identity\":\"00\"}]",
                "[\"PERSON\",\"1",
                ""
            })
    void refusesEntriesItCannotRead(String line) {
        assertThatExceptionOfType(SourceIndexException.class).isThrownBy(() -> IndexLine.entry(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"entries\":\"many\"}", "{\"error\":1}", "{"})
    void refusesEndsItCannotRead(String line) {
        assertThatExceptionOfType(SourceIndexException.class).isThrownBy(() -> IndexLine.entries(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"entries\":1}", "<html>", "[]"})
    void refusesBeginningsWithoutPositions(String line) {
        assertThatExceptionOfType(SourceIndexException.class).isThrownBy(() -> IndexLine.positions(line));
    }
}
