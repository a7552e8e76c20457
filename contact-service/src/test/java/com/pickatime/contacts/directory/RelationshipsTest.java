package com.pickatime.contacts.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.testing.TestContacts;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class RelationshipsTest {

    @Test
    void holdWhileEitherSideClaimsThem() {
        var student = contact("s", true, List.of("STUDENT"), "p1", "p2");

        var relationships = Relationships.of(
                student,
                List.of(
                        contact("p1", true, List.of("PARENT"), "s"),
                        contact("p2", true, List.of("GUARDIAN")),
                        contact("p3", true, List.of("RELATIVE"), "s")));

        assertThat(relationships.parents())
                .extracting(Relationships.Related::sourceId, Relationships.Related::claimedBy)
                .containsExactly(
                        tuple("p1", List.of("STUDENT", "PARENT")),
                        tuple("p2", List.of("STUDENT")),
                        tuple("p3", List.of("PARENT")));
        assertThat(relationships.children()).isEmpty();
    }

    @Test
    void nameNobodyTwice() {
        var parent = contact("p", true, List.of("PARENT"), "s");
        var child = contact("s", true, List.of("STUDENT"), "p");

        assertThat(Relationships.of(parent, List.of(child, child)).children()).hasSize(1);
    }

    @Test
    void tieOnlyParentsToStudents() {
        var student = contact("s", true, List.of("STUDENT"), "t", "s2");

        var relationships = Relationships.of(
                student,
                List.of(contact("t", true, List.of("TEACHER"), "s"), contact("s2", true, List.of("STUDENT"), "s")));

        assertThat(relationships.parents()).isEmpty();
        assertThat(relationships.children()).isEmpty();
    }

    @Test
    void showATeacherWhoIsAParentTheChildren() {
        var both = contact("p", true, List.of("TEACHER", "PARENT"), "s");

        assertThat(Relationships.of(both, List.of(contact("s", true, List.of("STUDENT"))))
                        .children())
                .hasSize(1);
    }

    @Test
    void doNotRestOnTheClaimOfAnInactiveContact() {
        var gone = contact("s", false, List.of("STUDENT"), "p");

        assertThat(Relationships.of(gone, List.of(contact("p", true, List.of("PARENT"), "s")))
                        .parents())
                .singleElement()
                .extracting(Relationships.Related::claimedBy)
                .isEqualTo(List.of("PARENT"));
    }

    @Test
    void keepContactsOutOfLogs() {
        assertThat(contact("s", true, List.of("STUDENT")).toString()).doesNotContain("Given", "s@example.org");
    }

    private static Contact contact(String sourceId, boolean active, List<String> roles, String... agents) {
        return Contact.of(new ContactView(TestContacts.document("b", sourceId, active)
                .append(
                        "roster",
                        new Document("roles", roles)
                                .append("givenName", "Given")
                                .append("emailGiven", "s@example.org")
                                .append("agents", List.of(agents)))));
    }
}
