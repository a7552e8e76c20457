package com.pickatime.contacts.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

class ContactCountsTest {

    private final LongHashSet withBirthDate = new LongHashSet();
    private final ContactCounts counts = new ContactCounts(withBirthDate);

    @Test
    void countsARelationshipOnceThatBothSidesClaim() {
        add("{sourceId: 's', present: true, roster: {roles: ['STUDENT'], agents: ['p', 'q']}}");
        add("{sourceId: 'p', present: true, roster: {roles: ['PARENT'], agents: ['s', 't']}}");

        assertThat(summary().relationships()).isEqualTo(3);
    }

    @Test
    void countsAPersonUnderEachRole() {
        add("{sourceId: 'p', present: true, roster: {roles: ['PARENT', 'TEACHER']}}");

        assertThat(summary().contactsByRole()).isEqualTo(Map.of("PARENT", 1L, "TEACHER", 1L));
        assertThat(summary().people()).isEqualTo(1);
    }

    @Test
    void countsNothingOfAnInactiveContactButThatItIsThere() {
        add("{sourceId: 's', present: false}");

        assertThat(summary()).isEqualTo(new RosterSummary(Map.of(), 0, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void countsStudentsWhoseBirthDateIsUnknown() {
        withBirthDate.add(SourceIdHashes.of("s1"));
        add("{sourceId: 's1', present: true, roster: {roles: ['STUDENT']}}");
        add("{sourceId: 's2', present: true, roster: {roles: ['STUDENT']}}");
        add("{sourceId: 'p1', present: true, roster: {roles: ['PARENT']}}");

        assertThat(summary().studentsWithoutBirthDate()).isEqualTo(1);
    }

    @Test
    void wouldNoticeADuplicate() {
        add("{sourceId: 's', present: true, roster: {roles: ['STUDENT']}}");
        add("{sourceId: 's', present: false}");

        assertThat(summary().duplicateContacts()).isEqualTo(1);
    }

    private void add(String contact) {
        counts.add(RawBsonDocument.parse(contact));
    }

    private RosterSummary summary() {
        return counts.with(0, 0, 0);
    }
}
